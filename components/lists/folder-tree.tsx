'use client'

import { FolderPlus } from 'lucide-react'
import { ContextMenu } from '../ui/context-menu'
import { IconButton } from '../ui/icon-button'
import { FolderName } from './folder-name'
import { FolderTreeItems } from './folder-tree-items'
import type { FolderTreeProps } from './folder-tree-props'
import { useFolderTree } from './use-folder-tree'

/** The folders at the left of an overview. */
export function FolderTree(props: FolderTreeProps) {
  const tree = useFolderTree(props)
  const itemsAt = (target: HTMLElement) => {
    const stop = target.closest<HTMLElement>('[data-stop]')?.dataset['stop']
    return stop === undefined ? [] : tree.itemsFor(stop)
  }

  return (
    <section aria-label="Folders" className="-mx-2 flex min-h-0 flex-col gap-1">
      <div className="flex h-field items-center justify-between gap-2 pl-2">
        <h2 className="font-medium text-muted text-xs">Folders</h2>
        {props.editable && (
          <IconButton
            size="small"
            label="New folder"
            icon={<FolderPlus aria-hidden className="text-muted" />}
            onClick={() => tree.startCreate(null)}
          />
        )}
      </div>
      {tree.creatingIn === null && (
        <div className="px-1">
          <FolderName
            label="Name of the new folder"
            value=""
            onSave={(name) => tree.create(null, name)}
            onDone={tree.stopEditing}
          />
        </div>
      )}
      <ContextMenu itemsFor={itemsAt}>
        <div
          ref={tree.element}
          role="tree"
          aria-label="Folders"
          onKeyDown={tree.keys.onKeyDown}
          onFocus={tree.keys.onFocus}
          className="-mx-1 flex min-h-0 flex-col gap-px overflow-y-auto px-1 pb-1"
        >
          <FolderTreeItems props={props} tree={tree} />
        </div>
      </ContextMenu>
    </section>
  )
}
