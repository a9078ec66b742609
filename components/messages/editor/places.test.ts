import { expect, test } from 'vitest'
import { placesAround, topZone } from './places'

const end = { index: 4, zone: topZone }
const at = { index: 1, zone: topZone }

test('with nothing selected a block goes to the end', () => {
  expect(placesAround(null, undefined, end)).toEqual([{ ...end, label: 'At the end' }])
})

test('a selected block has a place after and before it', () => {
  const places = placesAround({ type: 'Text', props: { id: 'a' } }, at, end)
  expect(places.map(({ index, zone }) => [index, zone])).toEqual([
    [2, topZone],
    [1, topZone],
    [4, topZone],
  ])
})

test('inside a block a block goes to the end of either side, or of a column that shows', () => {
  const dynamic = { type: 'Dynamic', props: { id: 'd', content: [{}, {}], otherwise: [] } }
  expect(placesAround(dynamic, at, end).slice(0, 2)).toEqual([
    { index: 2, zone: 'd:content', label: 'Inside, for the list' },
    { index: 0, zone: 'd:otherwise', label: 'Inside, for everybody else' },
  ])
  const columns = (count: string) => ({
    type: 'Columns',
    props: { id: 'c', count, first: [], second: [], third: [] },
  })
  const inside = (count: string) =>
    placesAround(columns(count), at, end).filter(({ zone }) => zone.startsWith('c:')).length
  expect([inside('2'), inside('3')]).toEqual([2, 3])
})
