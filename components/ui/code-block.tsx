import { CopyButton } from './copy-button'

type Props = {
  code: string
  /** What the code is, for its button and for a screen reader: "curl line". */
  label: string
  /** Long lines run on into the next rather than out of sight. */
  wrap?: boolean
}

export function CodeBlock({ code, label, wrap = false }: Props) {
  return (
    <figure className="relative min-w-0 overflow-hidden rounded-lg border border-line bg-sunken text-left">
      <figcaption className="flex items-center justify-between border-line border-b py-1 pr-1 pl-3 text-muted text-xs">
        {label}
        <CopyButton text={code} label={`Copy ${label}`} />
      </figcaption>
      <pre
        tabIndex={wrap ? undefined : 0}
        className={`overflow-x-auto px-3 py-2.5 font-mono text-ink text-xs focus-visible:-outline-offset-2 ${wrap ? 'whitespace-pre-wrap' : ''}`}
      >
        <code>{code}</code>
      </pre>
    </figure>
  )
}
