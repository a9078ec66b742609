'use client'

import { createContext, useContext } from 'react'

/**
 * Whether what shows more on focus (a cut name, a relative time) is a stop for the Tab key. Inside a table only
 * those of the row in focus are, or Tab would pass through every cell of every row.
 */
const TabStopContext = createContext<0 | -1>(0)

export const TabStop = TabStopContext.Provider

export function useTabStop() {
  return useContext(TabStopContext)
}
