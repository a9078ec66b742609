-- Rule-based lists: how many were in when it was last counted, and when the count was last tried.

alter table rule_list
  add column member_count bigint not null default 0 check (member_count >= 0),
  add column computed_at timestamptz,
  add column tried_at timestamptz not null default '-infinity';
comment on column rule_list.computed_at is 'null: not counted since the rules were last changed';
create index rule_list_tried on rule_list (tried_at);

-- Texts are compared without regard to case, in any script. What a database's own locale makes of that differs from server to
-- server ("C" knows ASCII only), so the collation is chosen: PostgreSQL's own since 17, before that ICU's where there is one.
do $$
declare
  chosen text;
begin
  select quote_ident(collname) into chosen from pg_collation
  where collname in ('pg_c_utf8', 'und-x-icu') and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
  order by collname limit 1;
  execute format(
    'create function fold_case(text) returns text language sql immutable parallel safe as %L',
    format('select lower($1 collate %s)', coalesce(chosen, '"default"')));
end $$;
