'use client'

import { ListPlus } from 'lucide-react'
import { useState } from 'react'
import type { MenuItem } from '../ui/menu-item'
import type { AddingActions } from './actions'
import { AddDialog } from './add-dialog'

type Chosen = { externalIds: string[]; clear: () => void }

const nobody: Chosen = { externalIds: [], clear: () => {} }

/** For a table of contacts: the menu entry that adds them to a static list, and the dialog that it opens. */
export function useAddToList(actions: AddingActions | undefined) {
  const [chosen, setChosen] = useState(nobody)
  const itemsFor = (externalIds: string[], clear: () => void): MenuItem[] =>
    actions
      ? [
          {
            label: 'Add to static list …',
            icon: <ListPlus aria-hidden />,
            shortcut: 'a',
            onSelect: () => setChosen({ externalIds, clear }),
          },
        ]
      : []
  const dialog = actions && (
    <AddDialog
      externalIds={chosen.externalIds}
      actions={actions}
      onClose={() => setChosen(nobody)}
      onAdded={chosen.clear}
    />
  )
  return { itemsFor, dialog }
}
