'use client'

import { Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { StaticListRow } from '@/lib/static-lists/schema'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { StaticListActions } from './actions'
import { useStaticListSteps } from './list-steps'

type Props = { list: StaticListRow; actions: StaticListActions }

/** What an editor may do with the list of a page. */
export function StaticListControls({ list, actions }: Props) {
  const router = useRouter()
  const steps = useStaticListSteps(actions, () => router.push('/static-lists' as Route))
  return (
    <>
      <Menu items={() => steps.items(list)}>
        <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden />} />
      </Menu>
      {steps.dialog}
    </>
  )
}
