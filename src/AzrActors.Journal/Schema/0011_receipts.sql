-- Receipts: what each authority says of the notices stored for it (ADR 16).

-- When a notice was stored: its age, without opening it. Notices from before this script have none.
alter table notice add column sent_at timestamptz;
alter table notice alter column sent_at set default now();

-- The number up to which a recipient has given receipts, without a gap. Its row is locked while a receipt is stored, so
-- receipts of one recipient come one after the other. Half-empty pages keep the updates in place (HOT).
create table notice_received (
  recipient   text        primary key references notice_feed,
  up_to       bigint      not null check (up_to >= 0),
  received_at timestamptz not null default now()
) with (fillfactor = 50);
comment on table notice_received is 'How far the receipts of a recipient reach; the rest of its feed is not acknowledged';

create table notice_receipt (
  recipient   text        not null references notice_feed,
  last        bigint      not null,
  id          bigint      generated always as identity,
  first       bigint      not null check (first between 1 and last),
  hashes      bytea       not null check (octet_length(hashes) = 32 * (last - first + 1)),
  parked      bigint[]    not null,
  refused     bigint[]    not null,
  reasons     text[]      not null check (cardinality(reasons) = cardinality(refused)),
  texts       text[]      not null check (cardinality(texts) = cardinality(refused)),
  statement   text        not null,
  key_id      text        not null,
  received_at timestamptz not null default now(),
  primary key (recipient, last, id)
);
comment on table notice_receipt is 'A signed receipt for the notices first to last; never changed, also when letters are';
comment on column notice_receipt.hashes is 'SHA-256 of each notice as it was when it was acknowledged; what statement signs is their hash';
comment on column notice_receipt.statement is 'JWS of the recipient''s key over everything in this row that is not the register''s';
-- Hashes do not compress.
alter table notice_receipt alter column hashes set storage external;

grant select, insert on notice_receipt to azr_register;
grant select, insert, update on notice_received to azr_register;
