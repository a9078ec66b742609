'use server'

import { revalidatePath } from 'next/cache'
import { cancelMailing, pauseMailing, resumeMailing } from '@/lib/mailings/commands/control-sending'
import {
  copyMailing,
  createMailing,
  moveMailings,
  renameMailing,
  saveMessageStep,
  saveSendingStep,
  saveTargetStep,
} from '@/lib/mailings/commands/save-mailing'
import { deleteMailing, scheduleMailing, unscheduleMailing } from '@/lib/mailings/commands/schedule-mailing'
import { createListOfFigure } from '@/lib/mailings/report/commands'
import { ListOfFigure } from '@/lib/mailings/report/schema'
import {
  MoveMailings,
  NamedMailing,
  NewMailing,
  OneMailing,
  SaveMessage,
  SaveSending,
  SaveTarget,
  ScheduleMailing,
  SendTest,
} from '@/lib/mailings/schema'
import { sendTest } from '@/lib/mailings/sending/send-test'
import { valueAction } from '@/lib/session/form-action'

function refreshed<T>(result: T): T {
  revalidatePath('/mailings', 'layout')
  revalidatePath('/automailers', 'layout')
  return result
}

export const createMailingAction = valueAction(NewMailing, async (ctx, input) =>
  refreshed(await createMailing(ctx, input)),
)
export const copyMailingAction = valueAction(NamedMailing, async (ctx, input) =>
  refreshed(await copyMailing(ctx, input)),
)
export const renameMailingAction = valueAction(NamedMailing, async (ctx, input) =>
  refreshed(await renameMailing(ctx, input)),
)
export const moveMailingsAction = valueAction(MoveMailings, async (ctx, input) =>
  refreshed(await moveMailings(ctx, input)),
)
export const saveMessageAction = valueAction(SaveMessage, async (ctx, input) =>
  refreshed(await saveMessageStep(ctx, input)),
)
export const saveTargetAction = valueAction(SaveTarget, async (ctx, input) =>
  refreshed(await saveTargetStep(ctx, input)),
)
export const saveSendingAction = valueAction(SaveSending, async (ctx, input) =>
  refreshed(await saveSendingStep(ctx, input)),
)
export const scheduleMailingAction = valueAction(ScheduleMailing, async (ctx, input) =>
  refreshed(await scheduleMailing(ctx, input)),
)
export const unscheduleMailingAction = valueAction(OneMailing, async (ctx, input) =>
  refreshed(await unscheduleMailing(ctx, input)),
)
export const pauseMailingAction = valueAction(OneMailing, async (ctx, input) =>
  refreshed(await pauseMailing(ctx, input)),
)
export const resumeMailingAction = valueAction(OneMailing, async (ctx, input) =>
  refreshed(await resumeMailing(ctx, input)),
)
export const cancelMailingAction = valueAction(OneMailing, async (ctx, input) =>
  refreshed(await cancelMailing(ctx, input)),
)

export const sendTestAction = valueAction(SendTest, (ctx, { mailingId, contactIds }) =>
  sendTest(ctx, mailingId, contactIds),
)

// Refreshes nothing: the page it is called from may be of what has gone.
export const deleteMailingAction = valueAction(OneMailing, (ctx, input) => deleteMailing(ctx, input))

export const createListOfFigureAction = valueAction(ListOfFigure, async (ctx, input) => {
  const made = await createListOfFigure(ctx, input)
  revalidatePath('/static-lists', 'layout')
  return made
})
