'use client'

import type { SlotComponent } from '@puckeditor/core'
import { ListIcon } from '../../lists/list-icon'

type Props = {
  listName: string
  listKind: 'audience' | 'rules' | null
  content: SlotComponent
  otherwise: SlotComponent
}

/** Both sides of a dynamic content block, each saying who sees it. */
export function DynamicView({ listName, listKind, content: Content, otherwise: Otherwise }: Props) {
  return (
    <div className="email-dynamic">
      <p className="email-who">
        {listKind === null ? (
          'No list chosen yet'
        ) : (
          <>
            Only for <bdi>{listName}</bdi> <ListIcon kind={listKind} plain />
          </>
        )}
      </p>
      <Content minEmptyHeight={64} />
      <p className="email-who">For everybody else</p>
      <Otherwise minEmptyHeight={48} />
    </div>
  )
}
