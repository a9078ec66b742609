import type { AutomailerActions } from '@/components/automailers/actions'
import { deleteAutomailerAction, editAutomailerAction, renameAutomailerAction } from './actions'

/** What a menu of an automailer does. */
export const automailerActions: AutomailerActions = {
  rename: renameAutomailerAction,
  edit: editAutomailerAction,
  remove: deleteAutomailerAction,
}
