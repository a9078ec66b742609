'use client'

import { Folder as FolderIcon, FolderOpen, Inbox, Layers } from 'lucide-react'
import { FolderName } from './folder-name'
import type { FolderRow } from './folder-rows'
import type { FolderTreeProps } from './folder-tree-props'
import { FolderTreeRow } from './folder-tree-row'
import type { FolderTreeModel } from './use-folder-tree'

type Props = { props: FolderTreeProps; tree: FolderTreeModel }

export function FolderTreeItems({ props, tree }: Props) {
  const { noun, counts, chosen, hrefFor, dragType, onDropRows } = props
  return (
    <>
      <FolderTreeRow
        stop="all"
        name={`All ${noun[1]}`}
        icon={<Layers aria-hidden />}
        level={1}
        href={hrefFor('all')}
        count={counts?.all}
        chosen={chosen === 'all'}
        active={tree.keys.activeId === 'all'}
        items={[]}
        dragType={undefined}
        onDropRows={() => {}}
      />
      <FolderTreeRow
        stop="none"
        name="In no folder"
        icon={<Inbox aria-hidden />}
        level={1}
        href={hrefFor('none')}
        count={counts?.none}
        chosen={chosen === 'none'}
        active={tree.keys.activeId === 'none'}
        items={[]}
        dragType={dragType}
        onDropRows={(ids) => onDropRows?.(ids, null)}
      />
      {tree.rows.map((row) => (
        <Item key={row.folder.id} row={row} props={props} tree={tree} />
      ))}
    </>
  )
}

function Item({ row, props, tree }: Props & { row: FolderRow }) {
  const { folder, level, hasChildren } = row
  const stop = String(folder.id)
  const open = hasChildren ? tree.open.has(folder.id) : undefined
  return (
    <FolderTreeRow
      stop={stop}
      name={folder.name}
      icon={open ? <FolderOpen aria-hidden /> : <FolderIcon aria-hidden />}
      level={level}
      href={props.hrefFor(folder.id)}
      count={folder.itemCount}
      open={open}
      onToggle={() => tree.toggle(folder.id)}
      chosen={props.chosen === folder.id}
      active={tree.keys.activeId === stop}
      items={tree.itemsFor(stop)}
      dragType={props.dragType}
      onDropRows={(ids) => props.onDropRows?.(ids, folder.id)}
      editor={
        tree.renaming === folder.id && (
          <FolderName
            label={`New name of ${folder.name}`}
            value={folder.name}
            onSave={(name) => props.onRename(folder.id, name)}
            onDone={() => tree.stopEditing(stop)}
          />
        )
      }
    >
      {tree.creatingIn === folder.id && (
        <div className="flex py-0.5 pr-1" style={{ paddingLeft: 24 + level * 16 }}>
          <FolderName
            label={`Name of the new folder in ${folder.name}`}
            value=""
            onSave={(name) => tree.create(folder.id, name)}
            onDone={() => tree.stopEditing(stop)}
          />
        </div>
      )}
    </FolderTreeRow>
  )
}
