import { TargetStep } from '@/components/mailings/target-step'
import { listFolders } from '@/lib/folders/queries'
import { listPermissions } from '@/lib/permissions/queries'
import { saveTargetAction } from '../../../actions'
import { findTargetsAction } from '../../../find-targets'
import { chosenTarget } from '../../../targets'
import { requireDraft } from '../../mailing'
import { TargetFunnel } from '../../target-funnel'

export default async function TargetGroupPage({ params }: PageProps<'/mailings/[mailingId]/target-group'>) {
  const { ctx, mailing } = await requireDraft(params)
  const [chosen, permissions, dynamic, fixed] = await Promise.all([
    chosenTarget(ctx, mailing),
    listPermissions(ctx),
    listFolders(ctx, 'dynamic-lists'),
    listFolders(ctx, 'static-lists'),
  ])
  return (
    <TargetStep
      mailing={mailing}
      chosen={chosen}
      folders={{ 'dynamic-list': dynamic, 'static-list': fixed }}
      permissions={permissions}
      find={findTargetsAction}
      save={saveTargetAction}
    >
      <TargetFunnel ctx={ctx} mailing={mailing} />
    </TargetStep>
  )
}
