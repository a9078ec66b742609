-- Webhooks: a second secret while one is rotated, why one was switched off, and what became of each attempt.

alter table webhook
  add column previous_secret text,
  add column previous_secret_until timestamptz,
  add column failing_since timestamptz,
  add column switched_off_reason text check (switched_off_reason in ('gone', 'failing')),
  add column switched_off_at timestamptz;
comment on column webhook.failing_since is 'the first failed attempt after the latest success';
comment on column webhook.switched_off_reason is 'why Roster itself switched it off; null when a person or a system did';

alter table webhook_delivery
  add column retry integer not null default 0 check (retry >= 0),
  add column taken_until timestamptz,
  add column attempted_at timestamptz,
  add column duration_ms integer check (duration_ms >= 0);
comment on column webhook_delivery.payload is 'the data of the event; type and timestamp are event and created_at';
comment on column webhook_delivery.retry is 'how far it is in the schedule of retries; attempts counts those of earlier redeliveries too';
comment on column webhook_delivery.taken_until is 'until when the worker that sends it has it for itself';

-- Due deliveries are jobs of the queue: nothing looks for them by their time.
drop index webhook_delivery_next_at_idx;
create index webhook_delivery_log on webhook_delivery (account_id, webhook_id, id);
create index webhook_delivery_age on webhook_delivery (created_at);
