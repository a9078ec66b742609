import type { MailChoices } from '@/lib/mailings/tracking/schema'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { BrandCard } from './brand-card'
import { NoMail } from './unsubscribe'

type Props = {
  token: string
  choices: MailChoices
  /** Something was just saved. */
  saved: boolean
}

/** What they get, to be ticked, and a way out of all of it. Plain forms: it works without JavaScript. */
export function MailPreferences({ token, choices, saved }: Props) {
  const { brand, permissions, status } = choices
  if (status !== 'mailed') return <NoMail token={token} choices={choices} />
  return (
    <BrandCard brand={brand} title="What would you like to get?">
      {saved && (
        <p role="status" className="rounded-md bg-good-soft px-3 py-2 text-good text-sm">
          Saved.
        </p>
      )}
      {permissions.length === 0 ? (
        <p>{brand} may send you mail.</p>
      ) : (
        <form
          method="post"
          action={`/preferences/${token}/save`}
          autoComplete="off"
          className="flex flex-col gap-4"
        >
          <fieldset className="flex flex-col gap-3">
            <legend className="mb-3 text-muted">Mail from {brand}</legend>
            {permissions.map(({ bit, name, granted }) => (
              <span key={bit}>
                <input type="hidden" name="shown" value={bit} />
                <Checkbox name="granted" value={bit} defaultChecked={granted} label={name} />
              </span>
            ))}
          </fieldset>
          <span>
            <Button type="submit" variant="primary" name="act" value="save">
              Save
            </Button>
          </span>
        </form>
      )}
      <form
        method="post"
        action={`/preferences/${token}/save`}
        className="flex flex-col gap-3 border-line border-t pt-4"
      >
        <p className="text-muted">Or get nothing at all, not even service messages about what you ordered.</p>
        <span>
          <Button type="submit" name="act" value="stop">
            Stop all mail
          </Button>
        </span>
      </form>
    </BrandCard>
  )
}
