'use client'

import { AuthCard } from '@/components/shell/auth-card'
import { Fault, type FaultProps } from '@/components/shell/fault'

/** Around everything without the shell, and around the shell itself. */
export default function PageFault(props: FaultProps) {
  return (
    <AuthCard title="This page could not be shown">
      <Fault {...props} />
    </AuthCard>
  )
}
