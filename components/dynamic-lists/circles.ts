export type Circles = {
  a: number
  b: number
  /** Between the centres. */
  distance: number
}

export type Parts = { onlyA: number; both: number; onlyB: number }

/** Radii and distance of two circles whose areas, and that of what they share, are to scale: one per contact. */
export function circlesOf({ onlyA, both, onlyB }: Parts): Circles {
  const a = Math.sqrt((onlyA + both) / Math.PI)
  const b = Math.sqrt((onlyB + both) / Math.PI)
  if (both === 0) return { a, b, distance: a + b + Math.max(a, b) * 0.12 }
  let [near, far] = [Math.abs(a - b), a + b]
  // One within the other: they touch at the edge, so that what is outside stays one piece.
  if (Math.min(onlyA, onlyB) === 0) return { a, b, distance: near }
  // The further apart, the less they share. Each step halves what is left, down to what a double can tell.
  for (let step = 0; step < 60; step++) {
    const middle = (near + far) / 2
    if (sharedArea(a, b, middle) > both) near = middle
    else far = middle
  }
  return { a, b, distance: (near + far) / 2 }
}

/** Area that two circles share: two segments, one of each. */
export function sharedArea(a: number, b: number, distance: number): number {
  if (distance >= a + b) return 0
  if (distance <= Math.abs(a - b)) return Math.PI * Math.min(a, b) ** 2
  return segment(a, b, distance) + segment(b, a, distance)
}

function segment(own: number, other: number, distance: number): number {
  const toChord = (distance ** 2 + own ** 2 - other ** 2) / (2 * distance)
  const angle = Math.acos(Math.min(1, Math.max(-1, toChord / own)))
  return own ** 2 * (angle - Math.sin(angle) * Math.cos(angle))
}

export type Region = { from: number; to: number }

/** Where the parts lie on the line through both centres, the first centre being at zero. */
export function regionsOf({ a, b, distance }: Circles): { onlyA: Region; both: Region; onlyB: Region } {
  const both = { from: Math.max(-a, distance - b), to: Math.min(a, distance + b) }
  const apart = both.to < both.from
  return {
    onlyA: { from: -a, to: apart ? a : both.from },
    both: apart ? { from: both.from, to: both.from } : both,
    onlyB: { from: apart ? distance - b : both.to, to: distance + b },
  }
}
