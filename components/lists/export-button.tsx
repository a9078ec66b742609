'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button'
import { ExportDialog, type Exported } from './export-dialog'

export function ExportButton({ list }: { list: Exported }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Download aria-hidden />} onClick={() => setOpen(true)}>
        Export as CSV
      </Button>
      <ExportDialog list={open ? list : undefined} onClose={() => setOpen(false)} />
    </>
  )
}
