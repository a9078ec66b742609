/** Joins class names, leaving out what is absent: `cx('row', active && 'row-active')`. */
export function cx(...names: (string | false | null | undefined)[]) {
  return names.filter(Boolean).join(' ')
}
