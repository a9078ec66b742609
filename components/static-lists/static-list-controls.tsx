'use client'

import { Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { StaticListRow } from '@/lib/static-lists/schema'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { StaticListActions } from './actions'
import { ListStep, type Step, stepItems } from './list-step'

type Props = { list: StaticListRow; actions: StaticListActions }

/** What an editor may do with the list of a page. */
export function StaticListControls({ list, actions }: Props) {
  const [step, setStep] = useState<Step>()
  const router = useRouter()
  return (
    <>
      <Menu items={() => stepItems(list, setStep)}>
        <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden />} />
      </Menu>
      <ListStep
        step={step}
        actions={actions}
        onClose={() => setStep(undefined)}
        onDeleted={() => router.push('/static-lists' as Route)}
      />
    </>
  )
}
