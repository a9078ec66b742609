// The built-in outbox as a process: what mailings are sent by while there is no SMTP_URL.
import { newOutbox } from '@/lib/mailings/outbox/server'
import { db, disconnectDb } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { log, reportBug } from '@/lib/platform/log'

const { OUTBOX_URL } = env()
if (OUTBOX_URL === undefined)
  throw new Error('Set OUTBOX_URL to where the outbox is to listen: smtp://127.0.0.1:PORT.')

const server = newOutbox({ db: db(), now: () => new Date() })
let isListening = false
server.on('error', (error) => {
  reportBug(error)
  // Whoever started us starts us again; about a connection there is nothing to do.
  if (!isListening) process.exit(1)
})
// Never by any other interface: what is sent is for the eyes of this installation.
server.listen(Number(new URL(OUTBOX_URL).port), '127.0.0.1', () => {
  isListening = true
  log().info('outbox started')
})

const end = () => server.close(() => void disconnectDb().finally(() => process.exit(0)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
// Whoever started us is gone without a word.
process.on('disconnect', end)
