import { formatCount, formatNoun, formatShare } from '@/lib/format/counts'
import type { Parts } from './circles'

/** What the two circles show, as sentences. */
export function overlapInWords(a: string, b: string, { onlyA, both, onlyB }: Parts): string {
  const [inA, inB] = [onlyA + both, onlyB + both]
  if (inA + inB === 0) return `“${a}” and “${b}” are both empty.`
  if (inA === 0) return `“${a}” is empty, so nobody is in both; “${b}” has ${contacts(inB)}.`
  if (inB === 0) return `“${b}” is empty, so nobody is in both; “${a}” has ${contacts(inA)}.`
  if (both === 0) return `Nobody is in both: “${a}” has ${contacts(inA)}, “${b}” has ${contacts(inB)}.`
  if (onlyA + onlyB === 0) return `Both have the same ${contacts(both)}.`
  if (onlyA === 0)
    return `All ${contacts(inA)} of “${a}” are in “${b}”, which has ${formatCount(onlyB)} more.`
  if (onlyB === 0)
    return `All ${contacts(inB)} of “${b}” are in “${a}”, which has ${formatCount(onlyA)} more.`
  return `${contacts(both)} ${both === 1 ? 'is' : 'are'} in both: ${formatShare(both / inA)} of “${a}” and ${formatShare(both / inB)} of “${b}”.`
}

const contacts = (count: number) => formatNoun(count, 'contact')
