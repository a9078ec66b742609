import type { AddingActions } from '@/components/static-lists/actions'
import type { Context } from '@/lib/access/context'
import {
  addContactsAction,
  createStaticListAction,
  findStaticListsAction,
  removeContactsAction,
} from './actions'

/** For every table of contacts, where its reader may change lists. */
export function addingActions({ actor }: Context): AddingActions | undefined {
  if (!actor.scopes.has('lists:write')) return undefined
  return {
    find: findStaticListsAction,
    create: createStaticListAction,
    add: addContactsAction,
    remove: removeContactsAction,
  }
}
