'use server'

import { revalidatePath } from 'next/cache'
import {
  activateContact,
  createContact,
  deactivateContact,
  editContact,
  setConsent,
} from '@/lib/contacts/card/commands'
import {
  DeactivateContact,
  EditContact,
  GrantConsent,
  NewContact,
  OneContact,
  WithdrawConsent,
} from '@/lib/contacts/card/schema'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { valueAction } from '@/lib/session/form-action'

const refreshed = () => revalidatePath('/contacts', 'layout')

export const createContactAction = valueAction(NewContact, async (ctx, contact) => {
  await createContact(ctx, contact)
  refreshed()
})

export const editContactAction = valueAction(EditContact, async (ctx, edit) => {
  await editContact(ctx, edit)
  refreshed()
})

export const grantConsentAction = valueAction(GrantConsent, async (ctx, consent) => {
  await setConsent(ctx, { ...consent, granted: true })
  refreshed()
})

export const withdrawConsentAction = valueAction(WithdrawConsent, async (ctx, { reason, ...consent }) => {
  await setConsent(ctx, { ...consent, granted: false, proof: reason === '' ? null : reason })
  refreshed()
})

export const activateContactAction = valueAction(OneContact, async (ctx, contact) => {
  await activateContact(ctx, contact)
  refreshed()
})

export const deactivateContactAction = valueAction(DeactivateContact, async (ctx, contact) => {
  await deactivateContact(ctx, contact)
  refreshed()
})

// Refreshes nothing by itself: the page it is called from is of who has gone.
export const eraseContactAction = valueAction(OneContact, (ctx, { externalId }) =>
  eraseContact(ctx, externalId),
)
