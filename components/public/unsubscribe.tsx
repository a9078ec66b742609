import type { MailChoices } from '@/lib/mailings/tracking/schema'
import { Button } from '../ui/button'
import { BrandCard, MailLink } from './brand-card'

type Props = { token: string; choices: MailChoices }

/** What would be withdrawn and a button that does it; once it is, that it is. */
export function Unsubscribe({ token, choices }: Props) {
  const { brand, permission, status } = choices
  if (status !== 'mailed') return <NoMail token={token} choices={choices} />
  if (permission === null) return <StopAll token={token} choices={choices} />
  if (!permission.granted)
    return (
      <BrandCard brand={brand} title="You are unsubscribed">
        <p>
          You no longer get “{permission.name}” from {brand}. A mail that was already on its way may still
          arrive.
        </p>
        <p>
          <MailLink href={`/preferences/${token}`}>Choose what you get</MailLink>
        </p>
      </BrandCard>
    )
  return (
    <BrandCard brand={brand} title={`Unsubscribe from “${permission.name}”?`}>
      <p>
        {brand} will no longer send you “{permission.name}”. Other mail that you agreed to stays as it is.
      </p>
      <Confirm token={token} label="Unsubscribe" />
      <p>
        <MailLink href={`/preferences/${token}`}>Choose what you get instead</MailLink>
      </p>
    </BrandCard>
  )
}

/** A mail that was sent without a permission has none to withdraw. */
function StopAll({ token, choices: { brand, isService } }: Props) {
  return (
    <BrandCard brand={brand} title={`Stop all mail from ${brand}?`}>
      {isService ? (
        <p>
          The mail you got was a service message: such mail, about an order or an account of yours for
          instance, is sent whatever you are subscribed to. If you stop all mail, it stops too.
        </p>
      ) : (
        <p>{brand} will no longer send you any mail.</p>
      )}
      <Confirm token={token} label="Stop all mail" />
      <p>
        <MailLink href={`/preferences/${token}`}>Choose what you get instead</MailLink>
      </p>
    </BrandCard>
  )
}

function Confirm({ token, label }: { token: string; label: string }) {
  return (
    <form method="post" action={`/unsubscribe/${token}/confirm`}>
      <Button type="submit" variant="primary">
        {label}
      </Button>
    </form>
  )
}

/** On both pages: nobody mails them. */
export function NoMail({ token, choices: { brand, status } }: Props) {
  return (
    <BrandCard brand={brand} title={`You get no mail from ${brand}`}>
      {status === 'erased' ? (
        <p>{brand} no longer has your address. There is nothing to unsubscribe from.</p>
      ) : (
        <p>All mail to you has been stopped. A mail that was already on its way may still arrive.</p>
      )}
      {status === 'opted-out' && (
        <form method="post" action={`/preferences/${token}/save`} className="flex flex-col gap-3">
          <p className="text-muted">Changed your mind? You can choose again what you would like to get.</p>
          <span>
            <Button type="submit" name="act" value="resume">
              Get mail again
            </Button>
          </span>
        </form>
      )}
    </BrandCard>
  )
}
