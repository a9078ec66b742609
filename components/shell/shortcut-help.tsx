'use client'

import { type Shortcut, tableShortcuts } from '../data-table/shortcuts'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { useModifierKey } from './use-modifier-key'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

export function ShortcutHelp({ open, onOpenChange }: Props) {
  const modifier = useModifierKey()
  const everywhere: Shortcut[] = [
    { keys: [modifier, 'K'], does: 'Search everything, go anywhere' },
    { keys: ['?'], does: 'Show these shortcuts' },
    { keys: ['Esc'], does: 'Close what is open' },
  ]
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size="normal">
      <div className="flex flex-col gap-5">
        <ShortcutList title="Everywhere" shortcuts={everywhere} />
        <ShortcutList title="In a table" shortcuts={tableShortcuts} />
      </div>
    </Dialog>
  )
}

function ShortcutList({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-medium text-muted text-xs">{title}</h3>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div
            key={does}
            className="flex items-center justify-between gap-4 border-line border-b py-1.5 text-sm last:border-b-0"
          >
            <dt>{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
