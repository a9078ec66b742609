import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { nextCookies } from 'better-auth/next-js'
import { hmac } from '@/lib/platform/crypto'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import type { PrismaClient } from '@/lib/platform/generated/client'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'

/** After this long a session ends, used or not. */
const sessionLastsS = 14 * 24 * 3600

/**
 * The sign-in library over our tables. It has no address of its own: pages and server actions call it, and what
 * the framework does against forged posts (it compares Origin with Host) holds for these too.
 */
function create(secure: boolean) {
  return betterAuth({
    appName: 'Roster',
    // Only absolute links would need it, and nothing here makes any.
    baseURL: env().APP_URL ?? 'http://localhost',
    secret: hmac('sign-in', 'cookies'),
    telemetry: { enabled: false },
    database: prismaAdapter(db() as PrismaClient, { provider: 'postgresql' }),
    user: { modelName: 'appUser' },
    session: {
      modelName: 'userSession',
      expiresIn: sessionLastsS,
      // Pages cannot set cookies, so a session would live on without its cookie.
      disableSessionRefresh: true,
      additionalFields: { activeAccountId: { type: 'number', required: false, input: false } },
    },
    account: { modelName: 'userLogin' },
    verification: { modelName: 'userVerification' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    advanced: {
      // A name of this installation's own: browsers share cookies among all ports of a host.
      cookiePrefix: `roster-${hmac('sign-in', 'cookie name').slice(0, 8)}`,
      useSecureCookies: secure,
      ipAddress: { ipv6Subnet: 128 },
    },
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      // Its messages are fixed; what comes with them may hold personal data.
      log: (level, message) => log()[level === 'error' ? 'error' : 'warn']({ from: 'better-auth' }, message),
    },
    plugins: [nextCookies()],
  })
}

const plain = singleton('auth', () => create(false))
const secured = singleton('auth-secure', () => create(true))

/** `secure`: the browser came over HTTPS, so cookies never travel without. */
export function auth({ secure }: { secure: boolean }) {
  return secure ? secured.get() : plain.get()
}
