import type { Operation } from '@/lib/api/operation'
import * as compare from '@/lib/audiences/compare-operations'
import * as audiences from '@/lib/audiences/operations'
import * as contacts from '@/lib/contacts/operations'
import * as bounces from '@/lib/mailings/bounces/operations'
import * as mailings from '@/lib/mailings/operations'
import * as growth from '@/lib/syncs/growth-operations'
import * as syncs from '@/lib/syncs/operations'
import * as webhooks from '@/lib/webhooks/operations'

/** Every operation of this API, in the order of the documentation. */
export const operations: readonly Operation[] = [
  audiences.listAudiencesOperation,
  audiences.createAudienceOperation,
  audiences.getAudienceOperation,
  audiences.putAudienceOperation,
  audiences.patchAudienceOperation,
  audiences.deleteAudienceOperation,
  audiences.listUsagesOperation,
  growth.getGrowthOperation,
  compare.getDigestOperation,
  compare.getOverlapOperation,
  audiences.listMembersOperation,
  syncs.emptyAudienceOperation,
  audiences.getMemberOperation,
  syncs.addMemberOperation,
  syncs.removeMemberOperation,
  syncs.createSyncOperation,
  syncs.listSyncsOperation,
  syncs.getSyncOperation,
  syncs.abandonSyncOperation,
  syncs.listPartsOperation,
  syncs.putPartOperation,
  syncs.commitSyncOperation,
  syncs.approveSyncOperation,
  syncs.rejectSyncOperation,
  syncs.undoSyncOperation,
  syncs.listChangesOperation,
  syncs.listRejectionsOperation,
  contacts.listContactsOperation,
  contacts.importContactsOperation,
  contacts.getContactOperation,
  contacts.putContactOperation,
  contacts.patchContactOperation,
  contacts.eraseContactOperation,
  bounces.reportBouncesOperation,
  mailings.listMailingsOperation,
  mailings.getMailingOperation,
  webhooks.listWebhooksOperation,
  webhooks.createWebhookOperation,
  webhooks.getWebhookOperation,
  webhooks.patchWebhookOperation,
  webhooks.deleteWebhookOperation,
  webhooks.rotateWebhookSecretOperation,
  webhooks.testWebhookOperation,
  webhooks.listDeliveriesOperation,
  webhooks.redeliverOperation,
]
