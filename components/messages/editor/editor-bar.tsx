'use client'

import { createUsePuck } from '@puckeditor/core'
import { Eye, History, Redo2, Undo2 } from 'lucide-react'
import type { Route } from 'next'
import { useState } from 'react'
import { Breadcrumb } from '../../ui/breadcrumb'
import { Button } from '../../ui/button'
import { IconButton } from '../../ui/icon-button'
import { BlockTools } from './block-tools'
import { useEditor } from './editor-context'
import { EditorNotices } from './editor-notices'
import { PreviewDialog } from './preview-dialog'
import { SaveNote } from './save-note'
import { StatusControl } from './status-control'
import { SubjectFields } from './subject-fields'
import { VersionsDialog } from './versions-dialog'

const useHistory = createUsePuck()

/** Above the canvas: what is edited, whether it is saved, and what can be done with the whole of it. */
export function EditorBar() {
  const { message, saver } = useEditor()
  const [open, setOpen] = useState<'preview' | 'versions'>()
  const show = async (what: 'preview' | 'versions') => {
    // Both show what is saved.
    await saver.flush()
    setOpen(what)
  }
  return (
    <header className="col-span-full flex flex-col gap-3 border-line border-b bg-surface px-4 py-3 sm:px-6 [grid-area:header]">
      <Breadcrumb crumbs={[{ label: 'Messages', href: '/messages' as Route }]} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 font-semibold text-xl lg:max-w-[40%]">
          <bdi className="line-clamp-1 break-all">{message.name}</bdi>
        </h1>
        <StatusControl />
        <SaveNote />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <UndoRedo />
          <BlockTools />
          <Button icon={<History aria-hidden />} onClick={() => void show('versions')}>
            Versions
          </Button>
          <Button icon={<Eye aria-hidden />} onClick={() => void show('preview')}>
            Preview
          </Button>
        </div>
      </div>
      <EditorNotices />
      <SubjectFields />
      {open === 'preview' && <PreviewDialog onClose={() => setOpen(undefined)} />}
      {open === 'versions' && <VersionsDialog onClose={() => setOpen(undefined)} />}
    </header>
  )
}

function UndoRedo() {
  const { editable } = useEditor()
  const history = useHistory((editor) => editor.history)
  if (!editable) return null
  return (
    <span className="flex">
      <IconButton
        label="Undo"
        icon={<Undo2 aria-hidden />}
        disabled={!history.hasPast}
        onClick={() => history.back()}
      />
      <IconButton
        label="Redo"
        icon={<Redo2 aria-hidden />}
        disabled={!history.hasFuture}
        onClick={() => history.forward()}
      />
    </span>
  )
}
