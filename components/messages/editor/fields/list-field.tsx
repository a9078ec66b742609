'use client'

import { usePuck } from '@puckeditor/core'
import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { ListIcon } from '../../../lists/list-icon'
import { ListSearch } from '../../../lists/list-search'
import { Item } from '../../../shell/palette-items'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import type { BlockList } from '../../actions'
import { useEditor } from '../editor-context'
import { BlockField, type BlockFieldProps } from './block-field'
import { useChangeBlock } from './use-change-block'

/** Chooses the dynamic list or audience that a dynamic content block is for. */
export function ListField({ field, readOnly }: BlockFieldProps<number | null>) {
  const { lists, actions } = useEditor()
  const { selectedItem } = usePuck()
  const [open, setOpen] = useState(false)
  const change = useChangeBlock()
  const { listName = '', listKind = null } = selectedItem?.props ?? {}
  const choose = ({ id, name, kind }: BlockList) => {
    setOpen(false)
    change({ listId: id, listName: name, listKind: kind })
  }
  return (
    <BlockField
      field={field}
      help="Contacts in it when the mailing is sent. Everybody else sees the alternative."
    >
      <Button
        aria-haspopup="dialog"
        aria-label={listKind ? `List: ${listName}. Choose another` : 'List: choose one'}
        disabled={readOnly}
        onClick={() => setOpen(true)}
        className="w-full min-w-0 font-normal [&>span]:w-full [&>span]:min-w-0 [&_[role=img]_svg]:size-3.5"
      >
        <bdi className="truncate">{listKind ? listName : 'Choose a list'}</bdi>
        {listKind && <ListIcon kind={listKind} plain />}
        <ChevronsUpDown aria-hidden className="ml-auto text-muted" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Choose a list">
        <ListSearch
          label="Search dynamic lists and audiences"
          suggestions={lists}
          search={actions.findLists}
          item={(list) => (
            <Item key={list.id} value={String(list.id)} onSelect={() => choose(list)}>
              <bdi className="truncate">{list.name}</bdi>
              <ListIcon kind={list.kind} plain />
              {list.stale && <Badge tone="warning">Stale</Badge>}
            </Item>
          )}
          none="There is no dynamic list and no audience yet."
        />
      </Dialog>
    </BlockField>
  )
}
