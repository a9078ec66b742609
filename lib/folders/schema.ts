import { z } from 'zod'
import { Name } from '@/lib/platform/schema'

/** What a folder can hold. */
export const FolderKind = z.enum(['dynamic-lists', 'static-lists', 'messages', 'mailings', 'flows'])
export type FolderKind = z.infer<typeof FolderKind>

/** Most folders of one kind in an account, and how deep they nest. */
export const foldersMax = 1_000
export const folderDepthMax = 10

export const FolderId = z.coerce.number().int().min(1).max(2_147_483_647)

export const Folder = z.object({
  id: z.int(),
  parentId: z.int().nullable(),
  name: z.string(),
  /** What lies in the folder itself, not in those below it. */
  itemCount: z.int(),
})
export type Folder = z.infer<typeof Folder>

export const NewFolder = z.object({
  kind: FolderKind,
  parentId: FolderId.nullable(),
  name: Name,
})
export type NewFolder = z.output<typeof NewFolder>

export const RenameFolder = z.object({ folderId: FolderId, name: Name })
export type RenameFolder = z.output<typeof RenameFolder>

export const DeleteFolder = z.object({ folderId: FolderId })
export type DeleteFolder = z.output<typeof DeleteFolder>

/** The address bar of an overview with folders. Each field falls back, so that an old bookmark still opens. */
export const FiledQuery = z.object({
  q: z.string().max(255).optional().catch(undefined),
  /** A folder's id, or `none` for what lies in no folder; all when absent. */
  folder: z
    .union([z.literal('none'), FolderId])
    .optional()
    .catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})
