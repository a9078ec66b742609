'use client'

import { useState } from 'react'
import { chosenLists } from '@/lib/messages/content/schema'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Select } from '../../ui/select'
import { useEditor } from './editor-context'
import { PreviewFrame } from './preview-frame'

const widths = [
  { value: 'desktop', label: 'Desktop' },
  { value: 'phone', label: 'Phone' },
]

/** The message as somebody will get it: a contact, or somebody in some of its lists. */
export function PreviewDialog({ onClose }: { onClose: () => void }) {
  const { message, saver } = useEditor()
  const [width, setWidth] = useState<'desktop' | 'phone'>('desktop')
  const [contact, setContact] = useState('')
  const [inside, setInside] = useState<readonly number[]>([])
  const lists = chosenLists(saver.body.content)
  const query = contact === '' ? { lists: inside.join(',') } : { contact }
  const toggle = (listId: number) =>
    setInside(inside.includes(listId) ? inside.filter((id) => id !== listId) : [...inside, listId])
  return (
    <Dialog open onOpenChange={onClose} title="Preview" size="large">
      <div className="flex flex-col gap-4">
        <div className="grid items-end gap-3 sm:grid-cols-[160px_1fr]">
          <Field label="Width">
            <Select
              options={widths}
              value={width}
              onChange={(event) => setWidth(event.target.value === 'phone' ? 'phone' : 'desktop')}
            />
          </Field>
          <form
            className="flex items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              event.stopPropagation()
              setContact(String(new FormData(event.currentTarget).get('contact')).trim())
            }}
          >
            <Field label="As a contact, by id or e-mail address" optional className="flex-1">
              <Input name="contact" autoComplete="off" />
            </Field>
            <Button type="submit">Show</Button>
          </form>
        </div>
        {contact === '' && lists.length > 0 && (
          <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
            <legend className="mb-1 font-medium text-sm">As somebody who is in</legend>
            {lists.map(({ listId, listName }) => (
              <Checkbox
                key={listId}
                label={listName}
                checked={inside.includes(listId)}
                onChange={() => toggle(listId)}
              />
            ))}
          </fieldset>
        )}
        <PreviewFrame messageId={message.id} query={String(new URLSearchParams(query))} width={width} />
      </div>
    </Dialog>
  )
}
