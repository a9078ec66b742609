'use client'

import { createUsePuck, useGetPuck } from '@puckeditor/core'
import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { FormDialog } from '../../ui/form-dialog'
import { IconButton } from '../../ui/icon-button'
import { Select } from '../../ui/select'
import { useEditor } from './editor-context'
import { addable, type Place, placesAround, topZone } from './places'

const useBlockEditor = createUsePuck()

/** Adding and moving blocks without dragging them. */
export function BlockTools() {
  const { editable } = useEditor()
  const selected = useBlockEditor((editor) => editor.selectedItem)
  const [adding, setAdding] = useState(false)
  if (!editable) return null
  return (
    <>
      {selected && <MoveButtons blockId={selected.props.id} />}
      <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
        Add block
      </Button>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </>
  )
}

function MoveButtons({ blockId }: { blockId: string }) {
  const getEditor = useGetPuck()
  const move = (by: 1 | -1) => {
    const { getSelectorForId, dispatch } = getEditor()
    const place = getSelectorForId(blockId)
    if (!place) return
    const to = { index: place.index + by, zone: place.zone }
    dispatch({
      type: 'reorder',
      sourceIndex: place.index,
      destinationIndex: to.index,
      destinationZone: to.zone,
    })
    dispatch({ type: 'setUi', ui: { itemSelector: to } })
  }
  const { isFirst, isLast } = useEnds(blockId)
  return (
    <span className="flex">
      <IconButton
        label="Move block up"
        icon={<ArrowUp aria-hidden />}
        disabled={isFirst}
        onClick={() => move(-1)}
      />
      <IconButton
        label="Move block down"
        icon={<ArrowDown aria-hidden />}
        disabled={isLast}
        onClick={() => move(1)}
      />
    </span>
  )
}

function useEnds(blockId: string) {
  const isFirst = useBlockEditor((editor) => editor.getSelectorForId(blockId)?.index === 0)
  const isLast = useBlockEditor((editor) => {
    const place = editor.getSelectorForId(blockId)
    return !place || !editor.getItemBySelector({ index: place.index + 1, zone: place.zone })
  })
  return { isFirst, isLast }
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const getEditor = useGetPuck()
  const [places] = useState(() => {
    const { selectedItem, getSelectorForId, appState } = getEditor()
    const place = selectedItem ? getSelectorForId(selectedItem.props.id) : undefined
    const end = { index: appState.data.content.length, zone: topZone }
    return placesAround(selectedItem, place, end)
  })
  const add = (type: string, { index, zone }: Place) => {
    const { dispatch } = getEditor()
    dispatch({ type: 'insert', componentType: type, destinationIndex: index, destinationZone: zone })
    dispatch({ type: 'setUi', ui: { itemSelector: { index, zone } } })
  }
  return (
    <FormDialog
      title="Add block"
      size="small"
      submitLabel="Add block"
      onClose={onClose}
      onSubmit={async (form) => {
        const place = places[Number(form.get('place'))]
        onClose()
        if (place) add(String(form.get('type')), place)
        return undefined
      }}
    >
      {() => (
        <>
          <Field label="Block">
            <Select name="type" options={addable} />
          </Field>
          <Field label="Where">
            <Select name="place" options={places.map(({ label }, n) => ({ value: String(n), label }))} />
          </Field>
        </>
      )}
    </FormDialog>
  )
}
