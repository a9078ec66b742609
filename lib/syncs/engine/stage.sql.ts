/** The rows of one body, for as long as the transaction lasts. `wanted`: in the audience afterwards, or not. */
export const createStaged = `
  create temp table staged (line bigint not null, external_id text collate "C" not null, email text, wanted boolean not null)
  on commit drop`

export const copyStaged = 'copy staged (line, external_id, email, wanted) from stdin'
