import type { TargetSettings } from '@/lib/mailings/schema'
import type { Permission } from '@/lib/permissions/schema'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { Select } from '../ui/select'

type Props = Pick<TargetSettings, 'permission' | 'isService'> & {
  permissions: readonly Permission[]
  onChange: (changes: Pick<TargetSettings, 'permission' | 'isService'>) => void
}

/** What those it goes to must have agreed to. */
export function PermissionFields({ permissions, permission, isService, onChange }: Props) {
  if (permissions.length === 0) {
    return (
      <p className="max-w-[75ch] text-muted text-sm">
        This account has no permissions, so it goes to everybody in the target group who can be mailed.
      </p>
    )
  }
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-sm">What they agreed to</legend>
      <Field label="Permission" help="Only those who hold it get the mailing." className="max-w-md">
        <Select
          value={permission === null ? '' : String(permission)}
          disabled={isService}
          onChange={({ target: { value } }) =>
            onChange({ permission: value === '' ? null : Number(value), isService: false })
          }
          options={[
            { value: '', label: isService ? 'None' : 'Choose a permission' },
            ...permissions.map(({ bit, name }) => ({ value: String(bit), label: name })),
          ]}
        />
      </Field>
      <Checkbox
        label="Send without permission (service message)"
        help="For what people must get, such as a notice about their order: it goes also to those who agreed to no mailing."
        checked={isService}
        onChange={({ target: { checked } }) => onChange({ permission: null, isService: checked })}
      />
    </fieldset>
  )
}
