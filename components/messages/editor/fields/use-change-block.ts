'use client'

import { useGetPuck } from '@puckeditor/core'

/** Changes several properties of the block that is selected at once, as one step to undo. */
export function useChangeBlock(): (props: Record<string, unknown>) => void {
  const getEditor = useGetPuck()
  return (props) => {
    const { selectedItem, getSelectorForId, dispatch } = getEditor()
    const place = selectedItem && getSelectorForId(selectedItem.props.id)
    if (!selectedItem || !place) return
    dispatch({
      type: 'replace',
      destinationIndex: place.index,
      destinationZone: place.zone,
      data: { ...selectedItem, props: { ...selectedItem.props, ...props } },
    })
  }
}
