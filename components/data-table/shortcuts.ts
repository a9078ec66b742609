export type Shortcut = { keys: readonly string[]; does: string }

/** What the keys do in every table, for the help that `?` shows. */
export const tableShortcuts: readonly Shortcut[] = [
  { keys: ['/'], does: 'Search the table' },
  { keys: ['J', '↓'], does: 'Next row' },
  { keys: ['K', '↑'], does: 'Previous row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['X'], does: 'Select the row' },
  { keys: ['E'], does: 'Export the row, or the selection' },
  { keys: ['M'], does: 'Move the row, or the selection, to a folder' },
  { keys: ['A'], does: 'Add the contact, or the selection, to a static list' },
  { keys: ['Esc'], does: 'Clear the selection' },
]
