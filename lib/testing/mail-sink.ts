import { afterAll, beforeAll, beforeEach } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { startMailSink } from '../../scripts/bench/mail-sink.mjs'

type Options = NonNullable<Parameters<typeof startMailSink>[0]>
type Answer = NonNullable<Options['answer']>
export type Said = Parameters<Answer>[0]

/** A mail server for the tests of a file, which the settings name; each begins with nothing taken, and all accepted. */
export function testMailSink() {
  const taken: { to: string; raw: string }[] = []
  let answer: Answer = () => undefined
  let server: Awaited<ReturnType<typeof startMailSink>>
  let port = 0
  const listen = async () => {
    server = await startMailSink({
      port,
      answer: (said) => answer(said),
      taken: (to, raw) => void taken.push({ to, raw }),
    })
    port = server.port
  }
  beforeAll(async () => {
    await listen()
    overrideEnv({ SMTP_URL: server.url, APP_URL: 'https://mail.shop.example' })
  })
  beforeEach(() => {
    taken.length = 0
    answer = () => undefined
  })
  afterAll(() => server.close())
  return {
    taken,
    url: () => server.url,
    answers: (how: Answer) => {
      answer = how
    },
    goDown: () => server.close(),
    comeBack: listen,
  }
}
