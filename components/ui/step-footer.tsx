import type { Route } from 'next'
import { Button, ButtonLink } from './button'
import { FormMessage } from './form-message'

type Props = {
  /** Absent in the first step. */
  back?: Route
  /** How the draft stands: "Saved". */
  note: string
  message?: string | undefined
  pending: boolean
  onGoOn: () => void
}

/** The way back and on, and whether what was filled in is kept. */
export function StepFooter({ back, note, message, pending, onGoOn }: Props) {
  return (
    <div className="flex flex-col gap-3">
      <FormMessage>{message}</FormMessage>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span role="status" className="mr-auto text-muted text-sm">
          {note}
        </span>
        {back && <ButtonLink href={back}>Back</ButtonLink>}
        <Button variant="primary" pending={pending} onClick={onGoOn}>
          Continue
        </Button>
      </div>
    </div>
  )
}
