-- Audiences that expect syncs, to be announced once each time that one does not come. Syncs leave both columns alone: an index over
-- what they change would cost every single change of one contact an entry in each index of the audience.

alter table audience
  add column stale_check_at timestamptz not null default now(),
  add column stale_announced_for timestamptz;
comment on column audience.stale_check_at is 'when to look next whether the expected sync is overdue';
comment on column audience.stale_announced_for is 'the last sync (or creation) after which it was announced as stale';
create index audience_stale_check on audience (stale_check_at) where sync_every_minutes is not null;
