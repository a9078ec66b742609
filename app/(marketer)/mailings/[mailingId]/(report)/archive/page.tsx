import { Archive } from '@/components/mailings/report/archive'
import { requireBegun } from '../../mailing'

export default async function ArchivePage({ params }: PageProps<'/mailings/[mailingId]/archive'>) {
  const { mailing } = await requireBegun(params)
  return <Archive mailing={mailing} />
}
