import type { MessageBody } from '@/lib/messages/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { Saved } from '../actions'

export type SaveState =
  | { is: 'saved' | 'waiting' | 'saving' }
  /** What is written is still here, and will be tried again. */
  | { is: 'failed'; problem: string }
  /** Somebody else changed the message: nothing is saved until it is decided whose is kept. */
  | { is: 'conflict'; problem: string }

type Options = {
  body: MessageBody
  revision: number
  save: (revision: number, body: MessageBody) => Promise<ActionResult<Saved>>
  pauseMs?: number
  retryMs?: number
}

const unreachable = 'Roster could not be reached. What you wrote is kept here and will be saved.'

/** Saves what is written once writing pauses, one save at a time, and again when it did not get through. */
export class DraftSaver {
  body: MessageBody
  revision: number
  #state: SaveState = { is: 'saved' }
  #isChanged = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  readonly #heard = new Set<() => void>()
  readonly #options: Required<Options>

  constructor(options: Options) {
    this.#options = { pauseMs: 1_000, retryMs: 5_000, ...options }
    this.body = options.body
    this.revision = options.revision
  }

  subscribe = (hear: () => void): (() => void) => {
    this.#heard.add(hear)
    return () => this.#heard.delete(hear)
  }

  state = (): SaveState => this.#state

  change(part: Partial<MessageBody>): void {
    const next = { ...this.body, ...part }
    if (JSON.stringify(next) === JSON.stringify(this.body)) return
    this.body = next
    this.#isChanged = true
    if (this.#state.is === 'conflict') return
    if (this.#state.is !== 'failed') this.#become({ is: 'waiting' })
    this.#after(this.#options.pauseMs)
  }

  /** Saves at once what is not saved yet. Answers whether all is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    await this.#running
    if (this.#isChanged && this.#state.is !== 'conflict') {
      this.#running = this.#save().finally(() => {
        this.#running = undefined
      })
      await this.#running
    }
    return !this.#isChanged
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #after(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), ms)
  }

  async #save(): Promise<void> {
    const sent = this.body
    this.#become({ is: 'saving' })
    const result = await this.#options.save(this.revision, sent).catch(() => undefined)
    if (result === undefined) {
      this.#become({ is: 'failed', problem: unreachable })
      return this.#after(this.#options.retryMs)
    }
    if (!result.ok) {
      const isConflict = result.field === 'revision' || result.field === 'status'
      return this.#become({ is: isConflict ? 'conflict' : 'failed', problem: result.error })
    }
    this.revision = result.value.revision
    this.#isChanged = this.body !== sent
    this.#become({ is: this.#isChanged ? 'waiting' : 'saved' })
    if (this.#isChanged) this.#after(this.#options.pauseMs)
  }

  #become(state: SaveState): void {
    this.#state = state
    for (const hear of this.#heard) hear()
  }
}
