import type {
  ColumnSettings,
  DestinationSettings,
  FileFormat,
  NewImport,
  OneImport,
} from '@/lib/imports/schema'
import type { ActionResult } from '@/lib/session/form-state'

type Change<Settings> = (input: OneImport & { settings: Settings }) => Promise<ActionResult<void>>

/** The server actions these screens are given. */
export type ImportActions = {
  create: (input: NewImport) => Promise<ActionResult<{ importId: string }>>
  finishUpload: (input: OneImport) => Promise<ActionResult<void>>
  changeFormat: Change<FileFormat>
  changeColumns: Change<ColumnSettings>
  changeDestination: Change<DestinationSettings>
  check: (input: OneImport) => Promise<ActionResult<void>>
  start: (input: OneImport) => Promise<ActionResult<void>>
  cancel: (input: OneImport) => Promise<ActionResult<void>>
  discard: (input: OneImport) => Promise<ActionResult<void>>
}
