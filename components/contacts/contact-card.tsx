import type { ContactCard } from '@/lib/contacts/card/schema'
import type { Property } from '@/lib/contacts/schema'
import { Badge } from '../ui/badge'
import { Fact, Facts, IdFact } from '../ui/facts'
import { RelativeTime } from '../ui/relative-time'
import type { ContactActions } from './actions'
import { CardLists } from './card-lists'
import { CardMailings } from './card-mailings'
import { CardPermissions } from './card-permissions'
import { CardSection } from './card-section'
import { channelsInWords, reasonInWords } from './contact-words'
import { PropertyValueView } from './property-value'

type Props = {
  contact: ContactCard
  properties: readonly Property[]
  /** Absent for who may not change contacts. */
  actions: ContactActions | undefined
}

/** What is known of a contact, what it agreed to, the lists it is in and what it was sent. */
export function ContactCardView({ contact, properties, actions }: Props) {
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      <CardSection title="Contact">
        <ContactFacts contact={contact} properties={properties} />
      </CardSection>
      <CardSection title="Permissions">
        <CardPermissions
          externalId={contact.externalId}
          permissions={contact.permissions}
          actions={actions}
        />
      </CardSection>
      <CardSection title="Properties">
        <Properties contact={contact} properties={properties} />
      </CardSection>
      <CardSection title="Lists">
        <CardLists lists={contact.lists} />
      </CardSection>
      <CardSection title="Mailings">
        <CardMailings mailings={contact.mailings} />
      </CardSection>
    </div>
  )
}

function ContactFacts({ contact, properties }: Omit<Props, 'actions'>) {
  const { externalId, status, statusReason, testGroup, createdAt, changedAt } = contact
  return (
    <Facts>
      <IdFact wide label="Contact id" id={externalId} />
      <Fact wide label="Status">
        {status === 'active' ? <Badge tone="good">Active</Badge> : <Badge tone="warning">Inactive</Badge>}
        {statusReason && <span className="block text-muted">{reasonInWords(statusReason)}</span>}
      </Fact>
      {channelsInWords(contact, properties).map(({ name, open, note }) => (
        <Fact wide key={name} label={name}>
          {open ? <bdi>{note}</bdi> : <span className="text-muted">{note}</span>}
        </Fact>
      ))}
      <Fact label="Test group">{testGroup ? 'Yes' : 'No'}</Fact>
      <Fact label="Created">
        <RelativeTime at={createdAt} />
      </Fact>
      <Fact label="Changed">
        <RelativeTime at={changedAt} />
      </Fact>
    </Facts>
  )
}

function Properties({ contact, properties }: Omit<Props, 'actions'>) {
  const known = properties.flatMap((property) => {
    const value = contact.properties[property.name]
    return value === undefined ? [] : [{ property, value }]
  })
  if (known.length === 0) return <p className="text-muted">No properties have a value.</p>
  return (
    <Facts>
      {known.map(({ property, value }) => (
        <Fact key={property.name} label={property.label}>
          <PropertyValueView property={property} value={value} />
        </Fact>
      ))}
    </Facts>
  )
}
