/**
 * Puts text on the clipboard. An installation reached over plain HTTP by another machine has no
 * navigator.clipboard (browsers keep it for secure origins), so the old way stays as the second.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused by the user or the browser: the other way may still be open.
  }
  return copyBySelection(text)
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement as HTMLElement | null
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Inside an open dialog, or the dialog would pull the focus back before the copying.
  const holder = focused?.closest('[role="dialog"], [role="alertdialog"]') ?? document.body
  holder.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  focused?.focus()
  return done
}
