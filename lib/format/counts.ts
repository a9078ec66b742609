// One locale for server and browser, so that the first render of both is the same.
const locale = 'en-GB'
const whole = new Intl.NumberFormat(locale)
const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
// British English writes a million as "m", which reads as metres or minutes.
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })

/** 12403 → "12,403". */
export function formatCount(count: number | bigint) {
  return whole.format(count)
}

/** 1234.5 → "1,234.50", of whatever currency. */
export function formatAmount(amount: number) {
  return money.format(amount)
}

/** 12403 → "12.4K", where there is no room for more; give the exact count beside it or in a tooltip. */
export function formatCountShort(count: number) {
  return compact.format(count)
}

/** formatNoun(1, 'contact') → "1 contact"; formatNoun(12403, 'contact') → "12,403 contacts". */
export function formatNoun(count: number | bigint, one: string, many = `${one}s`) {
  return `${formatCount(count)} ${BigInt(count) === 1n ? one : many}`
}

/** 0.5 → "50%". What is not nothing never reads as 0%, and what is not all never as 100%. */
export function formatShare(value: number) {
  if (value > 0 && value < 0.001) return '<0.1%'
  if (value < 1 && value > 0.999) return '>99.9%'
  return share.format(value)
}
