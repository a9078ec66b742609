import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { ClockProvider } from '@/components/ui/clock'
import { ToastProvider } from '@/components/ui/toast'
import { TooltipProvider } from '@/components/ui/tooltip'

export const metadata: Metadata = {
  title: { default: 'Roster', template: '%s · Roster' },
  description: 'E-mail marketing built around audiences that other systems keep up to date.',
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f6f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1016' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Known before the first byte, so that no page appears in one theme and turns to the other.
  const theme = (await cookies()).get('theme')?.value
  return (
    <html lang="en" data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body>
        <ClockProvider now={new Date().toISOString()} timeZone="UTC">
          <TooltipProvider>
            <ToastProvider>{children}</ToastProvider>
          </TooltipProvider>
        </ClockProvider>
      </body>
    </html>
  )
}
