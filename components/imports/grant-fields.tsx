'use client'

import { type DestinationSettings, proofMax } from '@/lib/imports/schema'
import type { Permission } from '@/lib/permissions/schema'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { Textarea } from '../ui/textarea'

type Changes = Partial<Pick<DestinationSettings, 'grants' | 'proof' | 'regrant'>>

type Props = {
  chosen: DestinationSettings
  permissions: readonly Permission[]
  error: string | undefined
  onEdit: (changes: Changes) => void
  onKeep: (changes: Changes) => void
}

/** Which permissions these contacts gave, and how that came about. */
export function GrantFields({ chosen, permissions, error, onEdit, onKeep }: Props) {
  const { grants, proof, regrant } = chosen
  const toggle = (bit: number, on: boolean) =>
    onKeep({ grants: on ? [...grants, bit] : grants.filter((other) => other !== bit) })
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-sm">Permissions to grant</legend>
      {permissions.map(({ bit, name }) => (
        <Checkbox
          key={bit}
          label={name}
          checked={grants.includes(bit)}
          onChange={(event) => toggle(bit, event.target.checked)}
        />
      ))}
      <p className="text-muted text-xs">
        Without a permission contacts get service messages only. Nobody loses one by this.
      </p>
      {grants.length > 0 && (
        <>
          <Field
            label="Proof"
            required
            error={error}
            help="How these contacts agreed: where, when and to what. It is kept with each of them."
          >
            <Textarea
              rows={3}
              maxLength={proofMax}
              value={proof}
              onChange={(event) => onEdit({ proof: event.target.value })}
              onBlur={() => onKeep({ proof })}
            />
          </Field>
          <Checkbox
            label="Grant it also to those who withdrew it before"
            help="Only when they agreed anew since. Otherwise who withdrew a permission stays without it."
            checked={regrant}
            onChange={(event) => onKeep({ regrant: event.target.checked })}
          />
        </>
      )}
    </fieldset>
  )
}
