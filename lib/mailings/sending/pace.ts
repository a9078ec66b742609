/** So much of a second's mails may go at once, when none went for a while. */
const burstShare = 0.02

/** Keeps mails to so many per second; 0 is no bound. */
export class Pace {
  private readonly perSecond: number
  private readonly nowMs: () => number
  private allowance: number
  private lookedAt: number

  constructor(perSecond: number, nowMs: () => number = () => performance.now()) {
    this.perSecond = perSecond
    this.nowMs = nowMs
    this.allowance = this.burst()
    this.lookedAt = nowMs()
  }

  /** How many of those who would go may go now. */
  grant(wanted: number): number {
    if (this.perSecond === 0) return wanted
    const now = this.nowMs()
    this.allowance = Math.min(this.burst(), this.allowance + ((now - this.lookedAt) / 1_000) * this.perSecond)
    this.lookedAt = now
    const granted = Math.min(wanted, Math.floor(this.allowance))
    this.allowance -= granted
    return granted
  }

  /** Gives back what was granted and not used. */
  giveBack(unused: number): void {
    this.allowance = Math.min(this.burst(), this.allowance + unused)
  }

  /** Until one more may go. */
  waitMs(): number {
    if (this.perSecond === 0) return 0
    return Math.max(1, Math.ceil(((1 - this.allowance) / this.perSecond) * 1_000))
  }

  private burst(): number {
    return Math.max(1, this.perSecond * burstShare)
  }
}
