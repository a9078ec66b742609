-- Syncs whose rows outlive their request: sent in parts, answered before they are applied, or held for a decision.
-- And history that can be undone, asked for and pruned.

alter table sync
  add column held_revision integer,
  add column held_sample   bigint[] not null default '{}' check (cardinality(held_sample) <= 100),
  add column committed_at  timestamptz,
  add column expires_at    timestamptz,
  add check (status <> 'undone' or (members_after = members_before + added - removed and finished_at is not null)),
  add check (status <> 'held' or (held_revision is not null and problem is not null)),
  add check (status <> 'open' or expires_at is not null);
comment on column sync.held_revision is 'the revision of the audience that the numbers of a held sync were worked out against';
comment on column sync.held_sample is 'some of the contacts that a held sync would take out';
comment on column sync.committed_at is 'when all its rows were here: from then on it is applied, whatever crashes';

-- The later of two suspicious syncs takes the place of the earlier.
create unique index sync_held on sync (account_id, audience_id) where status = 'held';
create index sync_applied on sync (account_id, audience_id, applied_at) where applied_at is not null;
create index sync_undoes on sync (account_id, undoes_sync_id) where undoes_sync_id is not null;

-- Members that left with this revision or an earlier one are forgotten.
alter table audience add column pruned_revision integer not null default 0 check (pruned_revision between 0 and revision);

alter table sync_part
  add column unusable_count bigint not null default 0 check (unusable_count >= 0),
  add check (row_count >= 0);

alter table sync_rejection
  add column part integer not null default 1 check (part >= 1),
  drop constraint sync_rejection_pkey,
  add primary key (account_id, sync_id, part, line);
