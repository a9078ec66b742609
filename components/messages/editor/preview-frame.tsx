import { cx } from '../../ui/class-names'

type Props = {
  messageId: string
  /** `contact=c-1` or `lists=3,14`, and `version=7`. */
  query: string
  width: 'desktop' | 'phone'
}

/** A message as it is mailed. Nothing of it runs: the frame is closed off here and by its own policy. */
export function PreviewFrame({ messageId, query, width }: Props) {
  return (
    <iframe
      title="Preview"
      sandbox=""
      src={`/messages/${messageId}/preview.html?${query}`}
      className={cx(
        'mx-auto block h-[52vh] w-full rounded-md border border-line bg-paper',
        width === 'phone' && 'max-w-[390px]',
      )}
    />
  )
}
