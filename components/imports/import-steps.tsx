import type { Route } from 'next'
import { StepNav } from '../ui/step-nav'

const steps = [
  { path: 'file', label: 'File' },
  { path: 'columns', label: 'Columns' },
  { path: 'destination', label: 'Destination' },
  { path: 'check', label: 'Check' },
  { path: 'report', label: 'Import' },
] as const

/** The plan of an import; without an id its file is still to be chosen. Of a draft every step but the last can be gone to. */
export function ImportSteps({ importId, open }: { importId?: string; open: boolean }) {
  const isOpen = (path: string) => open && importId !== undefined && path !== 'report'
  return (
    <StepNav
      steps={steps.map((step) => ({
        ...step,
        href: isOpen(step.path) ? (`/imports/${importId}/${step.path}` as Route) : undefined,
      }))}
    />
  )
}
