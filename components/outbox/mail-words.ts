import type { OutboxMail } from '@/lib/mailings/outbox/schema'

/** What a mail goes by. */
export const subjectOf = ({ subject }: Pick<OutboxMail, 'subject'>) =>
  subject.trim() === '' ? '(no subject)' : subject
