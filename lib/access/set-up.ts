import { DomainError } from '@/lib/platform/errors'
import { createAccount } from './accounts'
import { systemActor } from './actor'
import { inTransaction, type SystemContext } from './context'
import type { SetUp } from './schema'
import { claimInstall } from './set-up.sql'
import { addUser } from './users'

/** Once true it stays so, whoever is deleted later. */
export async function isSetUp(ctx: SystemContext): Promise<boolean> {
  if ((await ctx.db.install.count()) > 0) return true
  return (await ctx.db.appUser.count({ take: 1 })) > 0
}

/** The first account and its owner. Works once per installation, also when two try at the same moment. */
export async function setUp(ctx: SystemContext, input: SetUp): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!(await claimInstall(ctx.db)) || (await ctx.db.appUser.count({ take: 1 })) > 0) {
      throw new DomainError('not_found', 'This installation is set up already. Sign in.')
    }
    const { id } = await createAccount(ctx, {
      name: input.accountName,
      product: input.product,
      timeZone: input.timeZone,
    })
    const { email, name, password } = input
    await addUser({ ...ctx, actor: systemActor(id) }, { email, name, password, role: 'owner' })
  })
}

/** The command line made the first user: the page has had its chance. */
export async function markSetUp(ctx: SystemContext): Promise<void> {
  await claimInstall(ctx.db)
}
