import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'

/** Sorting, searching and paging happen in PostgreSQL, so the browser's table needs no more than these. */
export const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
export type Features = typeof features
