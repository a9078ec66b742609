-- Of a rule-based list's members, those who could be mailed: counted with them.
alter table rule_list add column reach bigint not null default 0 check (reach between 0 and member_count);
