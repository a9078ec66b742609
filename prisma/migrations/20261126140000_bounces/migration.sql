-- Which mailing came back, so that each counts once, and that a recipient called it unwanted.
alter table bounce
  add column mailing_id bigint,
  drop constraint bounce_kind_check,
  add constraint bounce_kind_check check (kind in ('hard', 'soft', 'complaint'));
comment on column bounce.mailing_id is 'null where whoever reports it names an e-mail address only';
