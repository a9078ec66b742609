-- Counting who is inactive and who has no address needs the status as well; without it, each was fetched from the table.
create index contact_unmailable_status on contact (account_id, id) include (status) where status <> 'active' or email is null;
drop index contact_unmailable;
