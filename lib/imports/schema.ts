import { z } from 'zod'
import { ListId } from '@/lib/lists/schema'
import { bitMax } from '@/lib/permissions/schema'
import { Moment, Name } from '@/lib/platform/schema'

/** Largest file, in bytes. */
export const fileMaxBytes = 1_000_000_000

/** A file comes in pieces of this size: below what proxies let through unless told otherwise, and lost without much ado. */
export const chunkBytes = 1_000_000

/** Most imports of an account that are not over, each with its file. */
export const draftsMax = 20

/** How long a file waits for its import to be started. */
export const fileKeptDays = 7

/** Most rejected rows that are kept of one import, and characters of them all; `rejected` counts them all. */
export const rejectionsKeptMax = 10_000
export const rejectionCharsMax = 10_000_000

/** Rejected rows on the screen; the download has all that are kept. */
export const rejectionsShownMax = 50

/** Rows that a mapping shows, beside the heading. */
export const sampleMax = 5

export const columnsMax = 500
export const proofMax = 2_000

/** Imports on one page of the history. */
export const importPageSize = 50

export const separators = [',', ';', '\t', '|'] as const
const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof encodings)[number]

export const FileFormat = z.object({
  separator: z.enum(separators),
  encoding: z.enum(encodings),
  /** Whether the first row names the columns. */
  hasHeading: z.boolean(),
})
export type FileFormat = z.infer<typeof FileFormat>

/** Where a column goes: the contact's id, its address, a property by its name; '' is not imported. */
export const ColumnTarget = z.union([
  z.enum(['', 'id', 'email']),
  z.templateLiteral(['property:', z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/)]),
])
export type ColumnTarget = z.infer<typeof ColumnTarget>

export const ColumnSettings = z.object({
  columns: z.array(ColumnTarget).max(columnsMax),
  /** Whether an empty cell empties what is known. */
  emptyCells: z.enum(['keep', 'clear']),
  /** What becomes of what is known of a contact. */
  known: z.enum(['update', 'leave']),
})
export type ColumnSettings = z.infer<typeof ColumnSettings>

export const Destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contacts') }),
  z.object({ kind: z.literal('list'), listId: ListId }),
  z.object({ kind: z.literal('new-list'), name: Name }),
  z.object({ kind: z.literal('suppression') }),
])
export type Destination = z.infer<typeof Destination>

export const DestinationSettings = z
  .object({
    destination: Destination,
    /** Permissions to grant, by their bits. */
    grants: z.array(z.int().min(1).max(bitMax)).max(bitMax),
    proof: z.string().trim().max(proofMax, `Use at most ${proofMax} characters.`),
    /** Whether those who withdrew a permission get it again. */
    regrant: z.boolean(),
  })
  .refine(({ grants, proof }) => grants.length === 0 || proof !== '', {
    path: ['proof'],
    error: 'Say how these contacts agreed: it is kept with each of them.',
  })
  .refine(({ grants, destination }) => grants.length === 0 || destination.kind !== 'suppression', {
    path: ['grants'],
    error: 'Contacts that are made inactive get no permission.',
  })
export type DestinationSettings = z.infer<typeof DestinationSettings>

export type ImportSettings = FileFormat & ColumnSettings & DestinationSettings

const defaults: Omit<ImportSettings, keyof FileFormat> = {
  columns: [],
  emptyCells: 'keep',
  known: 'update',
  destination: { kind: 'contacts' },
  grants: [],
  proof: '',
  regrant: false,
}

export function newSettings(format: FileFormat): ImportSettings {
  return { ...defaults, ...format }
}

export const ImportStatus = z.enum([
  /** Its file is not here yet, or not all of it. */
  'uploading',
  /** A draft: its settings can be changed. */
  'uploaded',
  /** A worker works out what it would do. */
  'checking',
  /** A draft of which it is known what it would do. */
  'checked',
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
])
export type ImportStatus = z.infer<typeof ImportStatus>

const Count = z.int().min(0)

/** `received = duplicates + created + updated + unchanged + rejected` of a check and of an import that is done. */
export const ImportCounts = z.object({
  received: Count,
  duplicates: Count,
  created: Count,
  updated: Count,
  unchanged: Count,
  rejected: Count,
  /** Consents given. */
  granted: Count,
  /** Consents withdrawn before, which are given again only where that was asked for. */
  withdrawn: Count,
  /** Contacts that came into the static list. */
  listed: Count,
  /** Contacts that became inactive. */
  suppressed: Count,
})
export type ImportCounts = z.infer<typeof ImportCounts>

export const Import = z.object({
  id: z.string(),
  status: ImportStatus,
  fileName: z.string(),
  fileBytes: Count,
  bytesRead: Count,
  counts: ImportCounts,
  list: z.object({ id: z.int(), name: z.string() }).nullable(),
  problem: z.string().nullable(),
  user: z.string().nullable(),
  createdAt: Moment,
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
})
export type Import = z.infer<typeof Import>

export type ImportDetail = Import & { settings: ImportSettings }

export const Rejection = z.object({ line: z.int(), value: z.string(), reason: z.string() })
export type Rejection = z.infer<typeof Rejection>

const ImportId = z.string().regex(/^\d{1,19}$/)

export const OneImport = z.object({ importId: ImportId })
export type OneImport = z.infer<typeof OneImport>

export const NewImport = z.object({
  fileName: z.string().min(1).max(255),
  fileBytes: z
    .int()
    .min(1, 'The file is empty.')
    .max(fileMaxBytes, 'The file is larger than 1 GB. Split it and import the parts one after the other.'),
  format: FileFormat,
})
export type NewImport = z.output<typeof NewImport>

/** Where a file goes, column by column; `problem` keeps it from being used so. */
export type Mapping = {
  columns: ColumnTarget[]
  properties: { name: string; label: string }[]
  problem: string | null
}

/** How a file begins; `problem` where it can't be read so. */
export type Sample = { heading: string[]; rows: string[][]; problem: string | null }

/** The settings of each step. */
export const ChangedFormat = z.object({ importId: ImportId, settings: FileFormat })
export const ChangedColumns = z.object({ importId: ImportId, settings: ColumnSettings })
export const ChangedDestination = z.object({ importId: ImportId, settings: DestinationSettings })
export type ChangedImport = {
  importId: string
  settings: FileFormat | ColumnSettings | DestinationSettings
}

/** The address bar of the history. Each field falls back, so that an old bookmark still opens. */
export const ImportListQuery = z.object({
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})
