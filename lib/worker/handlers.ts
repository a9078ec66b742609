import type { TaskList } from 'graphile-worker'

/** Every job by name, bound to the domain verb that does it. */
export const handlers: TaskList = {}
