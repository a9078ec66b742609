-- How many mails were handed over in all, for /metrics: counting the recipients of every mailing would take too long there.
create table mail_count (
  outcome text primary key check (outcome in ('sent', 'failed', 'unknown')),
  mails   bigint not null default 0
);
comment on table mail_count is 'of the whole installation; written now and then, so what a worker had not written when it was killed is missing';
