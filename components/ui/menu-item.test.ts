import { expect, it } from 'vitest'
import { itemForKey, type MenuItem } from './menu-item'

const nothing = () => {}
const items: MenuItem[] = [
  { type: 'heading', label: 'e' },
  { type: 'choice', label: 'e', checked: false, onSelect: nothing },
  { label: 'Rename', shortcut: 'F2', onSelect: nothing },
  { type: 'separator' },
  { label: 'Export as CSV', shortcut: 'e', onSelect: nothing },
  { label: 'Move to folder', shortcut: 'm', unavailable: 'You may only look', onSelect: nothing },
]

it('finds what a key stands for, in either case', () => {
  expect(itemForKey(items, 'e')).toMatchObject({ label: 'Export as CSV' })
  expect(itemForKey(items, 'E')).toMatchObject({ label: 'Export as CSV' })
})

it('finds nothing that can’t be done, and nothing for other keys', () => {
  expect(itemForKey(items, 'm')).toBeUndefined()
  expect(itemForKey(items, 'z')).toBeUndefined()
})
