-- A sync that was accepted is past receiving. Its last sign of life while it was received could come after, and said otherwise.
update sync set status = 'applying' where status = 'receiving' and committed_at is not null;
alter table sync add constraint sync_accepted check (status <> 'receiving' or committed_at is null);
