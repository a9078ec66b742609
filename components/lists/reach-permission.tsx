import type { Route } from 'next'
import Form from 'next/form'
import type { Permission } from '@/lib/permissions/schema'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Select } from '../ui/select'

type Props = {
  /** The address of this tab. */
  path: string
  permissions: readonly Permission[]
  /** Its bit; none when whoever can be mailed counts. */
  chosen: number | undefined
}

/** Which permission a mailing would ask for. The choice is an address. */
export function ReachPermission({ path, permissions, chosen }: Props) {
  const options = [
    { value: '', label: 'No permission (service message)' },
    ...permissions.map(({ bit, name }) => ({ value: String(bit), label: name })),
  ]
  return (
    <Form
      key={chosen ?? 'none'}
      action={path as Route}
      scroll={false}
      className="flex flex-wrap items-end gap-2"
    >
      <Field label="Permission of the mailing">
        <Select name="permission" options={options} defaultValue={chosen ?? ''} className="w-72 max-w-full" />
      </Field>
      <Button type="submit">Count reach</Button>
    </Form>
  )
}
