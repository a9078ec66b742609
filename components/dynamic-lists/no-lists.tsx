import { Database } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '../ui/button'
import { CodeBlock } from '../ui/code-block'
import { EmptyState } from '../ui/empty-state'

const firstSync = `curl -X PUT "$ROSTER/api/v1/audiences/vip" \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"name": "VIP"}'`

/** What belongs here and how it gets here. */
export function NoLists() {
  return (
    <EmptyState
      icon={<Database aria-hidden />}
      title="No dynamic lists yet"
      actions={
        <>
          <ButtonLink href={'/credentials' as Route} variant="primary">
            Create a credential
          </ButtonLink>
          <ButtonLink href={'/docs/api' as Route}>Read the API reference</ButtonLink>
        </>
      }
    >
      <p>
        Lists that are computed from rules, you make here. Audiences appear as soon as an external system,
        such as your shop or CRM, syncs one in; with a credential, this makes the first:
      </p>
      <CodeBlock code={firstSync} label="Make the first audience" />
    </EmptyState>
  )
}
