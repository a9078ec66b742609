import { describe, expect, it } from 'vitest'
import { ancestorsOf, openAtFirst, visibleRows, whyNotEmpty } from './folder-rows'

const folder = (id: number, parentId: number | null, name: string, itemCount = 0) => ({
  id,
  parentId,
  name,
  itemCount,
})
const folders = [
  folder(4, 2, 'Netherlands'),
  folder(2, 1, 'Europe', 3),
  folder(1, null, 'Regions'),
  folder(3, null, 'campaign 10'),
  folder(5, null, 'Campaign 9'),
]
const seen = (open: number[]) =>
  visibleRows(folders, new Set(open)).map((row) => `${row.level} ${row.folder.name}`)

describe('visibleRows', () => {
  it('sorts siblings as people count, whatever their case', () => {
    expect(seen([])).toEqual(['1 Campaign 9', '1 campaign 10', '1 Regions'])
  })

  it('shows what is inside open folders only', () => {
    expect(seen([1])).toEqual(['1 Campaign 9', '1 campaign 10', '1 Regions', '2 Europe'])
    expect(seen([1, 2]).at(-1)).toBe('3 Netherlands')
    expect(seen([2])).toHaveLength(3)
  })

  it('knows which can be opened', () => {
    const rows = visibleRows(folders, new Set([1, 2]))
    expect(rows.filter((row) => row.hasChildren).map((row) => row.folder.id)).toEqual([1, 2])
  })
})

it('finds the way to a folder, and ends on a circle', () => {
  expect(ancestorsOf(folders, 4)).toEqual([2, 1])
  expect(ancestorsOf(folders, 99)).toEqual([])
  expect(ancestorsOf([folder(1, 2, 'a'), folder(2, 1, 'b')], 1)).toEqual([2, 1])
})

it('opens all at first when they are few, or else the way to the chosen one', () => {
  expect(openAtFirst(folders, 'all').size).toBe(5)
  const many = [...folders, ...Array.from({ length: 30 }, (_, i) => folder(100 + i, null, `f${i}`))]
  expect([...openAtFirst(many, 4)]).toEqual([2, 1])
  expect(openAtFirst(many, 'none').size).toBe(0)
})

it('says why a folder stays', () => {
  const why = (id: number) =>
    whyNotEmpty(folders, folders.find((f) => f.id === id) ?? folder(0, null, ''), ['list', 'lists'])
  expect(why(2)).toBe('Move its lists elsewhere first')
  expect(why(1)).toBe('Delete the folders inside it first')
  expect(why(4)).toBeUndefined()
})
