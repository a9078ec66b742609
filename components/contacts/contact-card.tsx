import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ContactCard, Property } from '@/lib/contacts/schema'
import { ListIcon } from '../lists/list-icon'
import { Badge } from '../ui/badge'
import { Fact, Facts, IdFact } from '../ui/facts'
import { RelativeTime } from '../ui/relative-time'

type Props = { contact: ContactCard; properties: readonly Property[] }

/** What is known of a contact, what it agreed to and the audiences it is in. */
export function ContactCardView({ contact, properties }: Props) {
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      <Section title="Contact">
        <Facts>
          <IdFact wide label="Contact id" id={contact.externalId} />
          <Fact wide label="E-mail address">
            {contact.email ?? <None />}
          </Fact>
          <Fact label="Status">
            {contact.status === 'active' ? 'Active' : <Badge tone="warning">Inactive</Badge>}
            {contact.statusReason && <span className="text-muted"> {contact.statusReason}</span>}
          </Fact>
          <Fact label="Test group">{contact.testGroup ? 'Yes' : 'No'}</Fact>
          <Fact label="Created">
            <RelativeTime at={contact.createdAt} />
          </Fact>
          <Fact label="Changed">
            <RelativeTime at={contact.changedAt} />
          </Fact>
        </Facts>
      </Section>
      <Section title="Permissions">
        {contact.permissions.length === 0 ? (
          <p className="text-muted">No permission was ever granted or withdrawn.</p>
        ) : (
          <Facts>
            {contact.permissions.map((permission) => (
              <Fact key={permission.bit} label={permission.name}>
                {permission.granted ? <Badge tone="good">Granted</Badge> : <Badge>Not granted</Badge>}{' '}
                <RelativeTime at={permission.changedAt} />
              </Fact>
            ))}
          </Facts>
        )}
      </Section>
      <Section title="Properties">
        <Properties contact={contact} properties={properties} />
      </Section>
      <Section title="Audiences">
        <Audiences audiences={contact.audiences} />
      </Section>
    </div>
  )
}

function Properties({ contact, properties }: Props) {
  const known = properties.filter(({ name }) => Object.hasOwn(contact.properties, name))
  if (known.length === 0) return <p className="text-muted">No properties have a value.</p>
  return (
    <Facts>
      {known.map((property) => (
        <Fact key={property.name} label={property.label}>
          {valueInWords(property, contact.properties[property.name])}
        </Fact>
      ))}
    </Facts>
  )
}

function valueInWords(property: Property, value: ContactCard['properties'][string] | undefined): string {
  if (!Array.isArray(value)) return String(value ?? '')
  const names = value.map((bit) => property.entries.find((entry) => entry.bit === bit)?.description ?? bit)
  return names.join(', ')
}

function Audiences({ audiences }: { audiences: ContactCard['audiences'] }) {
  if (audiences.length === 0) return <p className="text-muted">In no audience.</p>
  return (
    <ul className="divide-y divide-line border-line border-y">
      {audiences.map((audience) => (
        <li key={audience.listId} className="flex min-h-row items-center justify-between gap-4">
          <span className="flex min-w-0 items-center gap-1.5">
            <Link
              href={`/dynamic-lists/${audience.listId}` as Route}
              className="truncate text-accent text-sm hover:underline"
            >
              <bdi>{audience.name}</bdi>
            </Link>
            <ListIcon kind="audience" />
          </span>
          <span className="shrink-0 text-muted text-sm">
            joined <RelativeTime at={audience.since} never="before the history kept" />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-3 font-semibold text-lg">{title}</h2>
      {children}
    </section>
  )
}

function None() {
  return <span className="text-muted">None</span>
}
