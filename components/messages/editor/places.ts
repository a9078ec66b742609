/** Where a block can be put: before the block at `index` of a zone. */
export type Place = { index: number; zone: string; label: string }

/** The zone of blocks that are in no other. */
export const topZone = 'root:default-zone'

export const addable = [
  { value: 'Text', label: 'Text' },
  { value: 'Heading', label: 'Heading' },
  { value: 'Image', label: 'Image' },
  { value: 'Button', label: 'Button' },
  { value: 'Divider', label: 'Divider' },
  { value: 'Columns', label: 'Columns' },
  { value: 'Dynamic', label: 'Dynamic content' },
]

const columnNames = [
  ['first', 'In its first column'],
  ['second', 'In its second column'],
  ['third', 'In its third column'],
] as const

type Selected = { type: string; props: { id: string; [name: string]: unknown } }

/** Where a block can be added next to the one that is selected, or at the end; the likeliest place first. */
export function placesAround(
  selected: Selected | null,
  at: { index: number; zone: string } | undefined,
  end: Omit<Place, 'label'>,
): Place[] {
  const last = { ...end, label: 'At the end' }
  if (!selected || !at) return [last]
  return [
    ...placesInside(selected),
    { index: at.index + 1, zone: at.zone, label: 'After the selected block' },
    { ...at, label: 'Before the selected block' },
    last,
  ]
}

function placesInside({ type, props }: Selected): Place[] {
  const within = (slot: string, label: string): Place => {
    const blocks = props[slot]
    return { index: Array.isArray(blocks) ? blocks.length : 0, zone: `${props.id}:${slot}`, label }
  }
  if (type === 'Dynamic') {
    return [within('content', 'Inside, for the list'), within('otherwise', 'Inside, for everybody else')]
  }
  if (type !== 'Columns') return []
  return columnNames.slice(0, props['count'] === '3' ? 3 : 2).map(([slot, label]) => within(slot, label))
}
