'use server'

import { revalidatePath } from 'next/cache'
import {
  cancelImport,
  changeImport,
  checkImport,
  discardImport,
  startImport,
} from '@/lib/imports/commands/change-import'
import { createImport, finishUpload } from '@/lib/imports/commands/receive-file'
import { ChangedColumns, ChangedDestination, ChangedFormat, NewImport, OneImport } from '@/lib/imports/schema'
import { valueAction } from '@/lib/session/form-action'

function refreshed<T>(result: T): T {
  revalidatePath('/imports', 'layout')
  return result
}

export const createImportAction = valueAction(NewImport, createImport)

export const finishUploadAction = valueAction(OneImport, async (ctx, { importId }) =>
  refreshed(await finishUpload(ctx, importId)),
)

export const changeFormatAction = valueAction(ChangedFormat, async (ctx, input) =>
  refreshed(await changeImport(ctx, input)),
)

export const changeColumnsAction = valueAction(ChangedColumns, async (ctx, input) =>
  refreshed(await changeImport(ctx, input)),
)

export const changeDestinationAction = valueAction(ChangedDestination, async (ctx, input) =>
  refreshed(await changeImport(ctx, input)),
)

export const checkImportAction = valueAction(OneImport, async (ctx, { importId }) =>
  refreshed(await checkImport(ctx, importId)),
)

export const startImportAction = valueAction(OneImport, async (ctx, { importId }) =>
  refreshed(await startImport(ctx, importId)),
)

export const cancelImportAction = valueAction(OneImport, async (ctx, { importId }) =>
  refreshed(await cancelImport(ctx, importId)),
)

// Refreshes nothing: the page it is called from is of what has gone, and is left for the overview.
export const discardImportAction = valueAction(OneImport, (ctx, { importId }) => discardImport(ctx, importId))
