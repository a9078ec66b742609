import {
  ArrowLeftRight,
  BookOpen,
  Contact,
  FileUp,
  Inbox,
  KeyRound,
  LayoutList,
  Mail,
  MailCheck,
  MailPlus,
  Mails,
  Settings,
  Sheet,
  Webhook,
} from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'

export type NavItem = { label: string; href: Route; icon: ReactNode }
export type NavSection = { label: string; items: readonly NavItem[] }

const outboxLabel = 'Outbox'

/** Every page that is reached from the navigation, the palette included. A page is entered here once it exists. */
const navigation: readonly NavSection[] = [
  {
    label: 'Lists',
    items: [
      { label: 'Dynamic lists', href: '/dynamic-lists' as Route, icon: <LayoutList aria-hidden /> },
      { label: 'Static lists', href: '/static-lists' as Route, icon: <Sheet aria-hidden /> },
      { label: 'Contacts', href: '/contacts' as Route, icon: <Contact aria-hidden /> },
      { label: 'Imports', href: '/imports' as Route, icon: <FileUp aria-hidden /> },
      { label: 'Permissions', href: '/permissions' as Route, icon: <MailCheck aria-hidden /> },
    ],
  },
  {
    label: 'Mail',
    items: [
      { label: 'Messages', href: '/messages' as Route, icon: <Mail aria-hidden /> },
      { label: 'Mailings', href: '/mailings' as Route, icon: <Mails aria-hidden /> },
      { label: 'Automailers', href: '/automailers' as Route, icon: <MailPlus aria-hidden /> },
    ],
  },
  {
    label: 'Integrations',
    items: [
      { label: 'Credentials', href: '/credentials' as Route, icon: <KeyRound aria-hidden /> },
      { label: 'Syncs', href: '/syncs' as Route, icon: <ArrowLeftRight aria-hidden /> },
      { label: 'Webhooks', href: '/webhooks' as Route, icon: <Webhook aria-hidden /> },
      { label: outboxLabel, href: '/outbox' as Route, icon: <Inbox aria-hidden /> },
      { label: 'API reference', href: '/docs/api' as Route, icon: <BookOpen aria-hidden /> },
    ],
  },
  {
    label: 'Account',
    items: [{ label: 'Settings', href: '/settings' as Route, icon: <Settings aria-hidden /> }],
  },
]

/** The outbox is there only where mail goes no further. */
export function navigationOf({ hasOutbox }: { hasOutbox: boolean }): readonly NavSection[] {
  if (hasOutbox) return navigation
  const without = (items: readonly NavItem[]) => items.filter(({ label }) => label !== outboxLabel)
  return navigation.map((section) => ({ ...section, items: without(section.items) }))
}

/** Whether the page at `path` is the item's own or one below it. */
export function isCurrent(item: NavItem, path: string) {
  return path === item.href || path.startsWith(`${item.href}/`)
}
