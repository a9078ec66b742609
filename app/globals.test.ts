import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')

/** `--name: light-dark(#light, #dark)`, which is how every opaque colour is written. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
)

type Theme = 'light' | 'dark'

function luminance(name: string, theme: Theme) {
  const hex = tokens.get(name)?.[theme]
  if (!hex) throw new Error(`--${name} is no opaque colour with both themes`)
  const linear = (at: number) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5)
}

/** WCAG 2.2, 1.4.3. */
function contrast(one: string, other: string, theme: Theme) {
  const pair = [luminance(one, theme), luminance(other, theme)]
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)
}

const grounds = ['canvas', 'surface', 'surface-raised', 'surface-sunken', 'surface-hover', 'surface-active']
const words = ['text', 'text-muted', 'accent', 'good', 'warning', 'danger', 'info']
const meanings = ['accent', 'good', 'warning', 'danger', 'info']
const pairs = [
  ...words.flatMap((word) => grounds.map((ground) => [word, ground, 4.5] as const)),
  ...meanings.flatMap((word) => [
    [word, `${word}-soft`, 4.5] as const,
    ['text', `${word}-soft`, 4.5] as const,
    ['text-muted', `${word}-soft`, 4.5] as const,
  ]),
  ...['accent-fill', 'accent-fill-hover', 'danger-fill', 'danger-fill-hover'].map(
    (fill) => ['on-fill', fill, 4.5] as const,
  ),
  ...grounds.map((ground) => ['line-control', ground, 3] as const),
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(pairs)('%s on %s has a contrast of at least %d', (word, ground, least) => {
    expect(contrast(word, ground, theme)).toBeGreaterThanOrEqual(least)
  })
})

it('knows a failing pair when it sees one', () => {
  expect(contrast('line', 'surface', 'light')).toBeLessThan(3)
})
