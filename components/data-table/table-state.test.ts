import { describe, expect, it } from 'vitest'
import { type Column, leastWidth, shownColumns } from './column'
import { changeParams, nextSort, orderOf, readState, toggleColumn } from './table-state'

const column = (id: string, more: Partial<Column<unknown>> = {}): Column<unknown> => ({
  id,
  header: id,
  cell: () => id,
  ...more,
})
const columns = [
  column('name'),
  column('contacts', { sortFirst: 'descending', width: 100 }),
  column('created', { optional: true }),
]

describe('readState', () => {
  it('falls back on the table’s own choices', () => {
    expect(readState(new URLSearchParams(''), '-changed', ['kind'])).toEqual({
      q: '',
      sort: '-changed',
      columns: null,
      filters: new Map(),
      paged: false,
      shownRows: '',
    })
  })

  it('reads what the address says, and no filter that the table does not know', () => {
    const params = new URLSearchParams('q=v%26p&sort=name&columns=name,created&kind=audience&other=1&after=x')
    expect(readState(params, '-changed', ['kind'])).toEqual({
      q: 'v&p',
      sort: 'name',
      columns: ['name', 'created'],
      filters: new Map([['kind', 'audience']]),
      paged: true,
      shownRows: 'q=v%26p&sort=name&kind=audience&other=1&after=x',
    })
  })
})

describe('changeParams', () => {
  const change = (query: string, patch: Record<string, string | null>) =>
    changeParams(new URLSearchParams(query), patch)

  it.each([
    ['a search goes to the first page', 'after=x&sort=name', { q: 'vip' }, 'sort=name&q=vip'],
    ['an empty search leaves no trace', 'q=vip&before=x', { q: '' }, ''],
    ['a filter goes to the first page', 'after=x', { kind: 'audience' }, 'kind=audience'],
    ['the next page replaces the previous one', 'before=x&q=a', { after: 'y' }, 'q=a&after=y'],
    ['columns keep the page', 'after=x', { columns: 'name' }, 'after=x&columns=name'],
    ['what it does not know it keeps', 'tab=2&after=x', { sort: '-name' }, 'tab=2&sort=-name'],
  ])('%s', (_, query, patch, expected) => {
    expect(change(query, patch)).toBe(expected)
  })
})

describe('sorting', () => {
  it('reads the order of a column', () => {
    expect(orderOf('-name', 'name')).toBe('descending')
    expect(orderOf('name', 'name')).toBe('ascending')
    expect(orderOf('name', 'contacts')).toBeUndefined()
  })

  it.each([
    ['contacts', 'name', 'name'],
    ['name', 'name', '-name'],
    ['-name', 'name', 'name'],
    ['name', 'contacts', '-contacts'],
    ['-contacts', 'contacts', 'contacts'],
  ])('from %s a press on %s gives %s', (sort, id, expected) => {
    const pressed = columns.find((c) => c.id === id) ?? column(id)
    expect(nextSort(sort, pressed)).toBe(expected)
  })
})

describe('columns', () => {
  it('shows the first whatever the address says', () => {
    expect([...shownColumns(columns, null)]).toEqual(['name', 'contacts'])
    expect([...shownColumns(columns, ['created'])]).toEqual(['name', 'created'])
    expect([...shownColumns(columns, ['nonsense'])]).toEqual(['name'])
  })

  it('writes a choice, and nothing when it is the table’s own again', () => {
    expect(toggleColumn(columns, new Set(['name', 'contacts']), 'created')).toBe('name,contacts,created')
    expect(toggleColumn(columns, new Set(['name', 'contacts', 'created']), 'created')).toBeNull()
    expect(toggleColumn(columns, new Set(['name', 'contacts']), 'contacts')).toBe('name')
  })

  it('knows how narrow it can get', () => {
    expect(leastWidth(columns, new Set(['name', 'contacts']))).toBe(380)
  })
})
