import { expect, it } from 'vitest'
import { stopFor, type TreeStop } from './use-tree-keys'

const stop = (id: string, level: number, open?: boolean): TreeStop => ({ id, name: id, level, open })
const stops = [
  stop('All', 1),
  stop('Regions', 1, true),
  stop('Europe', 2, false),
  stop('Asia', 2),
  stop('Spring', 1),
]

it.each([
  ['ArrowDown', 0, 'Regions'],
  ['ArrowDown', 4, undefined],
  ['ArrowUp', 0, undefined],
  ['ArrowUp', 2, 'Regions'],
  ['Home', 3, 'All'],
  ['End', 1, 'Spring'],
  ['ArrowRight', 1, 'Europe'],
  ['ArrowRight', 2, undefined],
  ['ArrowLeft', 3, 'Regions'],
  ['ArrowLeft', 1, undefined],
  ['ArrowLeft', 0, undefined],
  ['s', 0, 'Spring'],
  ['a', 0, 'Asia'],
  ['a', 3, 'All'],
  ['z', 0, undefined],
  ['Tab', 0, undefined],
])('%s at %d leads to %s', (key, at, expected) => {
  expect(stopFor(key, stops, at)?.id).toBe(expected)
})
