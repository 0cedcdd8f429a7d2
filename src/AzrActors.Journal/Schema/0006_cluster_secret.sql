-- What only the silos of this register know: by it a silo recognises calls of other silos (ADR 9).
-- Delete the row and restart all silos to change it; a silo that starts makes a new one.

create table cluster_secret (
  only_one boolean primary key default true check (only_one),
  secret   bytea   not null check (octet_length(secret) = 32)
);
comment on table cluster_secret is 'Proves to a silo that a call comes from a silo; whoever reads it can act as one';
