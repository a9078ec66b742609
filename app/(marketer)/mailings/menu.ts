import type { MailingActions } from '@/components/mailings/actions'
import {
  cancelMailingAction,
  copyMailingAction,
  deleteMailingAction,
  pauseMailingAction,
  renameMailingAction,
  resumeMailingAction,
  unscheduleMailingAction,
} from './actions'

/** What a menu of a mailing does. */
export const mailingActions: MailingActions = {
  rename: renameMailingAction,
  copy: copyMailingAction,
  remove: deleteMailingAction,
  unschedule: unscheduleMailingAction,
  pause: pauseMailingAction,
  resume: resumeMailingAction,
  cancel: cancelMailingAction,
}
