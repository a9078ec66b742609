-- Whoever cannot be mailed at all. They are few, so an audience's reach is its exact member count without these.
create index contact_unmailable on contact (account_id, id) where status <> 'active' or email is null;
