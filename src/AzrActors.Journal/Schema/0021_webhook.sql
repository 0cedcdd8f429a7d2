-- Addresses to which the register sends notices by itself (ADR 31). How far each has come is in notice_position, what it has set
-- aside in notice_parked, both under its name. The secrets are sealed with a master key and bound to authority, name and
-- url: who changes a row breaks its seal, and nothing is sent to the other address.

create table webhook (
  authority     text        not null,
  name          text        not null check (name ~ '^[a-z0-9-]{1,64}$'),
  url           text        not null,
  master_key_id text        not null,
  secret        bytea       not null,
  former_secret bytea,
  former_until  timestamptz,
  created_at    timestamptz not null,
  tries         integer     not null default 0 check (tries >= 0),
  next_try_at   timestamptz,
  leased_until  timestamptz,
  last_fault    text,
  delivered_at  timestamptz,
  primary key (authority, name),
  check ((former_secret is null) = (former_until is null))
);
comment on table webhook is 'Where notices of an authority are sent; tries and last_fault are those of the notice that is next';
comment on column webhook.leased_until is 'A silo is sending until then; others leave the row alone';

grant select, insert, update, delete on webhook to azr_register;
