/*
 * Where the frame is narrow (a phone, a side panel) a row is a block: the name, and below it what its column says
 * belongs there. From 42rem on (`@2xl/table`) it is a table row. Both are the same elements.
 */

export const headCellStyle =
  'sticky top-0 z-10 h-9 border-line border-b bg-surface px-3 text-left font-medium text-muted text-xs'

export const rowStyle =
  'group/row relative flex flex-wrap items-center gap-x-3 border-line border-b py-2 pr-11 pl-(--indent) transition-colors last:border-b-0 hover:bg-hover focus-visible:-outline-offset-2 aria-selected:bg-accent-soft @2xl/table:table-row'

const wideCell =
  '@2xl/table:table-cell @2xl/table:h-row @2xl/table:border-line @2xl/table:border-b @2xl/table:px-3 group-last/row:border-b-0 @2xl/table:py-0'

export const nameCellStyle = `min-w-0 basis-full ${wideCell}`

/** What has no place on a phone is left out there; what has says what it is, since there is no heading above it. */
export const otherCellStyle = `max-w-full items-center gap-1 text-xs @2xl/table:text-sm @2xl/table:before:content-none ${wideCell}`
export const onPhoneStyle =
  'flex before:shrink-0 before:text-muted before:content-[attr(data-label)] @max-2xl/table:empty:hidden'
export const notOnPhoneStyle = 'hidden'

export const selectCellStyle = `absolute top-2 left-3 @2xl/table:static @2xl/table:w-9 ${wideCell} @2xl/table:pr-0`
export const menuCellStyle = `absolute top-1 right-1 @2xl/table:static ${wideCell} @2xl/table:pr-2 @2xl/table:pl-0 text-right`
