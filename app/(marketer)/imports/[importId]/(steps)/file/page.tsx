import { FileStep } from '@/components/imports/file-step'
import { stageOf } from '@/components/imports/import-words'
import { ResumeStep } from '@/components/imports/resume-step'
import { listChunks } from '@/lib/imports/queries/imports'
import { readSample } from '@/lib/imports/queries/sample'
import { changeFormatAction, createImportAction, finishUploadAction } from '../../../actions'
import { requireStage } from '../../step'

const uploading = { create: createImportAction, finishUpload: finishUploadAction }

export default async function FilePage({ params }: PageProps<'/imports/[importId]/file'>) {
  const { ctx, draft } = await requireStage(params, 'uploading', 'draft')
  if (stageOf(draft) === 'uploading')
    return <ResumeStep draft={draft} chunks={await listChunks(ctx, draft.id)} actions={uploading} />
  return <FileStep draft={draft} sample={await readSample(ctx, draft)} change={changeFormatAction} />
}
