'use client'

import { Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { MailingRow } from '@/lib/mailings/schema'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MailingActions } from './actions'
import { useMailingMenu } from './mailing-menu'

/** What an editor may do with the mailing of a page. */
export function MailingControls({ mailing, actions }: { mailing: MailingRow; actions: MailingActions }) {
  const router = useRouter()
  const menu = useMailingMenu(actions, () => router.push('/mailings' as Route))
  return (
    <>
      <Menu items={() => menu.items(mailing)}>
        <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden />} />
      </Menu>
      {menu.dialog}
    </>
  )
}
