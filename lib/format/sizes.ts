const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** 1536000 → "1.5 MB": decimal units, as a file manager shows them. */
export function formatSize(bytes: number) {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  let value = bytes
  let unit = 0
  // 999.95 would be rounded to "1,000 kB".
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const digits = value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${units[unit]}`
}
