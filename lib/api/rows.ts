import { z } from 'zod'
import { pageQuery } from './pagination'

/** The query of a list that can be had as a page of JSON or, whole, as CSV or NDJSON. */
export const rowsQuery = {
  ...pageQuery,
  bom: z
    .stringbool()
    .default(false)
    .meta({ description: 'Begin CSV with a byte order mark, so that spreadsheets read it as UTF-8.' }),
}

export const rowsDescription =
  'With `Accept: text/csv` or `Accept: application/x-ndjson` all rows are streamed, however many there are, and `limit` and `after` mean nothing. In CSV a cell that a spreadsheet would run as a formula begins with an apostrophe; NDJSON has every value to the letter.'
