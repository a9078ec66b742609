-- Who holds a permission, in the order of contact ids: read beside the members of a list, and without the table.
create index contact_permission_granted on contact_permission (account_id, permission_id, contact_id) where granted;
