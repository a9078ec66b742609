// How much of everything. `quick` is a tenth of the size, for a look; only the full size says whether a limit is met.

const full = {
  contacts: 2_000_000,
  members: 1_000_000,
  /** Ids of the one large replace. Those beyond the contacts are unknown to Roster. */
  largeIds: 10_000_000,
  batches: 20,
  batchIds: 2_500,
  singleMs: 4_000,
  connections: 16,
  lists: 500,
  pages: 30,
  mails: 5_000,
  repetitions: 5,
}

const quick = {
  ...full,
  contacts: 200_000,
  members: 100_000,
  largeIds: 1_000_000,
  batches: 6,
  singleMs: 1_500,
  pages: 15,
  mails: 1_000,
}

export const sizes = { full, quick }
