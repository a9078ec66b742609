import type { Operation } from '@/lib/api/operation'
import * as audiences from './audience-operations'
import * as contacts from './contact-operations'

export const referenceTags = [
  {
    name: audiences.audienceTag,
    description:
      'The audience methods that existing connectors call. JSON and XML, by Content-Type and Accept.',
  },
  {
    name: contacts.contactTag,
    description: 'The contact methods that existing connectors call. JSON and XML.',
  },
]

/** Every method of the reference API that is served here, in the order of the documentation. */
export const referenceOperations: readonly Operation[] = [
  audiences.createAudienceOperation,
  audiences.getAudienceOperation,
  audiences.updateAudienceOperation,
  audiences.deleteAudienceOperation,
  audiences.addContactsOperation,
  audiences.removeContactsOperation,
  contacts.listPropertiesOperation,
  contacts.getContactOperation,
  contacts.createContactOperation,
  contacts.updateContactOperation,
  contacts.upsertContactsOperation,
  contacts.anonymizeContactOperation,
  contacts.searchContactsOperation,
  contacts.listChangedContactsOperation,
  contacts.listBouncesOperation,
]
