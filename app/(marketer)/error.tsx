'use client'

import { Fault, type FaultProps } from '@/components/shell/fault'
import { Page } from '@/components/ui/page'

export default function PageFault(props: FaultProps) {
  return (
    <Page title="This page could not be shown">
      <Fault {...props} />
    </Page>
  )
}
