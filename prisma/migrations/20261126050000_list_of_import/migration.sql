-- A list that goes leaves the report of the import that filled it, in a way that PostgreSQL 14 knows too.

alter table import drop constraint import_account_id_list_id_fkey;
alter table import add foreign key (account_id, list_id) references list;

create function forget_list_of_import() returns trigger language plpgsql as $$
begin
  update import set list_id = null where account_id = old.account_id and list_id = old.id;
  return old;
end $$;
create trigger list_of_import before delete on list for each row execute function forget_list_of_import();
