import { PrismaPg } from '@prisma/adapter-pg'
import { env } from './env'
import { type Prisma, PrismaClient } from './generated/client'
import { connectionConfig } from './pool'
import { singleton } from './singleton'

/** What a query needs: the client, or the transaction it runs in. */
export type Db = Prisma.TransactionClient

export function connect(url: string): PrismaClient {
  // Prisma's longer error messages quote the values of the query, which may be personal data.
  return new PrismaClient({ adapter: new PrismaPg(connectionConfig(url, 'prisma')), errorFormat: 'minimal' })
}

const client = singleton('db', () => connect(env().DATABASE_URL))

/** The client of this process. */
export const db = client.get

export async function disconnectDb(): Promise<void> {
  await client.clear()?.$disconnect()
}
