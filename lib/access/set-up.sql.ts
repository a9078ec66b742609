import type { Db } from '@/lib/platform/db'

/** True for one transaction in the life of the installation; others wait for it to end, and then get false. */
export async function claimInstall(db: Db): Promise<boolean> {
  return (await db.$executeRaw`insert into install default values on conflict do nothing`) === 1
}
