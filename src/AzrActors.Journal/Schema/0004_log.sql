-- The access log of AZRG §§ 9 and 13: every store and every retrieval, refused ones included (AZRG-DV § 16).
-- An entry is inserted in the transaction of what it tells of and never changed. A background sealer puts entries in
-- order: each checkpoint names the entries it seals and their leaf hashes, and signs the root of the tree over all.
-- The hashes stay when entries are removed after their term, so the rest of the log stays provable.

create table access_log (
  id        bigint      generated always as identity primary key,
  at        timestamptz not null,
  kind      text        not null,
  authority text        not null,
  record_id uuid,
  content   bytea       not null,
  leaf_hash bytea       not null check (octet_length(leaf_hash) = 32),
  mac       bytea       not null check (octet_length(mac) = 32)
);
comment on table access_log is 'Stores and retrievals (AZRG §§ 9, 13); content is UTF-8 JSON and is what leaf_hash covers';
comment on column access_log.mac is 'Keyed hash by which the sealer knows entries of the register from others';
create index access_log_record on access_log (record_id, id) where record_id is not null;

create table log_checkpoint (
  size       bigint      primary key check (size > 0),
  root       bytea       not null check (octet_length(root) = 32),
  sealed_at  timestamptz not null,
  previous   bytea       not null,
  key_id     text        not null,
  signature  bytea       not null,
  entries    bigint[]    not null,
  hashes     bytea       not null check (octet_length(hashes) = 32 * cardinality(entries)),
  frontier   bytea       not null,
  highest    bigint      not null,
  gaps_from  bigint[]    not null,
  gaps_to    bigint[]    not null
);
comment on table log_checkpoint is 'Signed states of access_log; entries and hashes are what was sealed since the one before';
comment on column log_checkpoint.gaps_from is 'Numbers below highest that were drawn and not yet seen: their transactions may still commit';
-- Hashes do not compress.
alter table log_checkpoint alter column hashes set storage external;

create table log_hold (
  id           bigint      generated always as identity primary key,
  record_id    uuid,
  entries_from timestamptz not null,
  entries_to   timestamptz,
  reason       text        not null check (reason <> ''),
  placed_by    text        not null,
  placed_at    timestamptz not null default now(),
  lifted_by    text,
  lifted_at    timestamptz,
  check (entries_to > entries_from)
);
comment on table log_hold is 'Running control procedures: entries of this time (of this record) outlive their term (AZRG-DV § 16 Abs. 2)';

-- Refusals are logged there from now on. What lies here was never sealed and no key vouches for it; it stays readable
-- until its term is over.
comment on table refusal_log is 'Refusals from before access_log, never sealed; removed after the same term';

-- The only ways to remove or change anything here. They run as the owner and look at the clock and the holds
-- themselves, so the running role cannot talk them into more. Months are counted on the calendar of Berlin.
create function remove_due_log_entries(at_most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  due_before constant timestamptz := (now() at time zone 'Europe/Berlin' - interval '6 months') at time zone 'Europe/Berlin';
  seal record;
  removed integer;
begin
  delete from public.refusal_log where refused_at < due_before;
  -- Not the entry says how old it is but its seal: what this checkpoint or one before it sealed is due.
  select highest, gaps_from, gaps_to into seal
  from public.log_checkpoint where sealed_at < due_before order by size desc limit 1;
  if not found then return 0; end if;
  delete from public.access_log where id in (
    select entry.id from public.access_log entry
    where entry.id <= seal.highest and entry.at < due_before
      and not exists (
        select from unnest(seal.gaps_from, seal.gaps_to) as gap(first, last) where entry.id between gap.first and gap.last)
      and not exists (
        select from public.log_hold hold
        where hold.lifted_at is null and (hold.record_id is null or hold.record_id = entry.record_id)
          and entry.at >= hold.entries_from and (hold.entries_to is null or entry.at < hold.entries_to))
    order by entry.id limit at_most);
  get diagnostics removed = row_count;
  return removed;
end $$;

create function lift_log_hold(hold_id bigint, lifter text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.log_hold set lifted_by = lifter, lifted_at = now() where id = hold_id and lifted_at is null returning true
$$;

-- The role of the running register. It adds to history and cannot change it. Roles belong to the whole server, so it
-- may be there already; where this script's role may not create roles, an administrator creates it before.
do $$
begin
  if not exists (select from pg_roles where rolname = 'azr_register') then
    create role azr_register nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

revoke all on function remove_due_log_entries(integer), lift_log_hold(bigint, text) from public;
grant execute on function remove_due_log_entries(integer), lift_log_hold(bigint, text) to azr_register;

grant usage on schema public, orleans to azr_register;
grant select on schema_version, OrleansQuery to azr_register;
grant select, insert on azr_number, record_change, submission_receipt, notice, access_log, log_checkpoint to azr_register;
grant select on log_hold to azr_register;
grant insert (record_id, entries_from, entries_to, reason, placed_by) on log_hold to azr_register;
grant select, insert, update on notice_feed, notice_position to azr_register;
grant select, insert, update, delete on all tables in schema orleans to azr_register;
grant usage on all sequences in schema orleans to azr_register;
