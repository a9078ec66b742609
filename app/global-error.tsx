'use client'

import './globals.css'
import { AuthCard } from '@/components/shell/auth-card'
import { rememberedChoice } from '@/components/shell/cookie'
import { Fault, type FaultProps } from '@/components/shell/fault'

/** In place of the root layout, when the bug is in that. */
export default function RootFault(props: FaultProps) {
  const theme = rememberedChoice('theme')
  return (
    <html
      lang="en"
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      suppressHydrationWarning
    >
      <body>
        <title>This page could not be shown · Roster</title>
        <AuthCard title="This page could not be shown">
          <Fault {...props} />
        </AuthCard>
      </body>
    </html>
  )
}
