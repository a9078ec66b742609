import { z } from 'zod'

const Flag = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((value) => value === 'true' || value === '1')

const whole = (fallback: number, min = 1, max = 1_000_000_000) =>
  z.coerce.number().int().min(min).max(max).default(fallback)

const MailServer = z
  .string()
  .refine(
    (url) => URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol) && new URL(url).hostname !== '',
    {
      error:
        'must be smtp://host:port or smtps://host:port, with name:password@ before the host if it asks for them',
    },
  )

const Env = z.object({
  /** `test` while tests run: cookies may then travel over plain HTTP, logs are silent. */
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  /** Connections per process, of the query client and of the streaming pool each. */
  DATABASE_POOL_MAX: whole(10, 1, 500),
  /** A statement that runs longer is stopped, so that a mistake cannot hold a connection for ever. */
  DATABASE_STATEMENT_TIMEOUT_MS: whole(60_000, 0),
  /** How long a statement waits for a row somebody else is changing. */
  DATABASE_LOCK_TIMEOUT_MS: whole(10_000, 0),
  /** Where people and systems reach this installation. Unset: taken from each request. */
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  APP_SECRET: z.string().min(32, 'needs at least 32 characters'),
  /** Only behind a proxy of one's own that sets X-Forwarded-*: anybody else can write those too. */
  TRUST_PROXY: Flag,
  /** /metrics answers only to this bearer token; without it there is no /metrics. */
  METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Requests a credential may make per minute before it gets 429. */
  API_REQUESTS_PER_MINUTE: whole(60_000),
  /** Refused credentials of one address per minute, before that address gets 429. */
  API_REFUSALS_PER_MINUTE: whole(60),
  /** Failed attempts to sign in as one person from one network address in fifteen minutes; five times that as anybody. */
  SIGN_IN_ATTEMPTS_MAX: whole(20),
  /** A request that is still sending after this long is cut off. */
  REQUEST_TIMEOUT_MS: whole(3_600_000, 0),
  /** Webhooks may reach private addresses and this machine: only where everybody with the scope is trusted with them. */
  WEBHOOK_ALLOW_PRIVATE: Flag,
  /** The mail server that mailings go out by. */
  SMTP_URL: MailServer.optional(),
  /** Mails one worker process hands over per second; 0 is as many as it can. */
  MAIL_PER_SECOND_MAX: whole(0, 0, 100_000),
  /** Mails one worker process has under way at once. As many connections to the mail server are open at most. */
  MAIL_PARALLEL: whole(20, 1, 200),
  /** How long the mail server may take to let us in, and to answer once we are. */
  MAIL_CONNECT_TIMEOUT_MS: whole(30_000, 100, 600_000),
  MAIL_ANSWER_TIMEOUT_MS: whole(300_000, 100, 3_600_000),
  /** Where the built-in outbox listens, for want of an SMTP_URL, and where links lead, for want of an APP_URL. `npm start` says. */
  OUTBOX_URL: MailServer.optional(),
  LOCAL_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Jobs one worker process runs at once. */
  WORKER_CONCURRENCY: whole(4, 1, 64),
})

export type Env = z.output<typeof Env>

/** An empty setting counts as unset, as compose files and CI systems write them. */
export function parseEnv(values: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
  const parsed = Env.safeParse(given)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`These settings are missing or wrong:\n  ${problems.join('\n  ')}`)
}

let settings: Env | undefined

/** The settings of this process, checked at first use: building must work without any. */
export function env(): Env {
  settings ??= parseEnv(process.env)
  return settings
}

/** Sets settings of this process and forgets the checked ones. Only for what starts a process: tests, the command line. */
export function overrideEnv(values: Record<string, string>): void {
  Object.assign(process.env, values)
  settings = undefined
}
