-- The key of the access log changes while the register runs (ADR 15), blocks on disclosure hold entries (AZRG § 4 Abs. 4).

-- Which key made the mark: a silo that does not have the key yet waits for it instead of calling the entry forged.
alter table access_log add column mac_key text;
comment on column access_log.mac_key is 'Key of mac; null in entries from before there could be several: the first one';

create table log_hand_over (
  id          bigint      generated always as identity primary key,
  from_key    text        not null,
  public_key  bytea       not null,
  active_from timestamptz not null,
  signature   bytea       not null unique
);
comment on table log_hand_over is 'How the register passed from one key of the access log to the next, signed by the former';

-- From when a key was in use: asked when an entry turns up that is marked with a former one.
create index log_checkpoint_key on log_checkpoint (key_id, sealed_at);

-- A block holds the disclosures that are made while it runs, and no other entries.
alter table log_hold add column kinds text[], add column for_block boolean not null default false;
comment on column log_hold.kinds is 'Only entries of these kinds; null for all';
comment on column log_hold.for_block is 'Lasts as long as a block on disclosure of the record (AZRG § 4 Abs. 4), not as long as a procedure';
create index log_hold_block on log_hold (record_id) where for_block and lifted_at is null;

create function lift_block_hold(blocked_record uuid, lifter text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  lifted integer;
begin
  update public.log_hold set lifted_by = lifter, lifted_at = now()
  where record_id = blocked_record and for_block and lifted_at is null;
  get diagnostics lifted = row_count;
  return lifted;
end $$;

create or replace function remove_due_log_entries(at_most integer) returns integer
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
          and (hold.kinds is null or entry.kind = any (hold.kinds))
          and entry.at >= hold.entries_from and (hold.entries_to is null or entry.at < hold.entries_to))
    order by entry.id limit at_most);
  get diagnostics removed = row_count;
  return removed;
end $$;

revoke all on function lift_block_hold(uuid, text) from public;
grant execute on function lift_block_hold(uuid, text) to azr_register;
grant select, insert on log_hand_over to azr_register;
grant insert (kinds, for_block) on log_hold to azr_register;
