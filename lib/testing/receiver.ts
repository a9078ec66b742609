import { afterAll, beforeAll, beforeEach } from 'vitest'
import { newReceiver } from './receiver-server'

/** A receiver of webhooks for the tests of a file. Each begins with nothing received, and 204 as the answer. */
export function testReceiver() {
  const receiver = newReceiver()
  beforeAll(receiver.listen)
  beforeEach(receiver.reset)
  afterAll(receiver.close)
  return receiver
}
