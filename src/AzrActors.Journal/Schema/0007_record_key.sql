-- Personal data in changes, letters and snapshots is encrypted with a key per record (ADR 13). The first byte of a
-- content says how it is stored: '{' is JSON in the clear (from before this script), 1 is AES-GCM, 0 is emptied.

create table record_key (
  record_id     uuid        primary key,
  sealed_from   integer     not null check (sealed_from > 0),
  wrapped_key   bytea       check (octet_length(wrapped_key) = 61),
  master_key_id text        not null check (master_key_id <> ''),
  made_at       timestamptz not null default now(),
  destroyed_at  timestamptz,
  check ((wrapped_key is null) = (destroyed_at is not null))
);
comment on table record_key is 'Key of each record, wrapped by a master key that is not in the database; gone once destroyed';
comment on column record_key.sealed_from is 'From this version on nothing of the record may be stored in the clear';

-- A cache: deleting all of it loses nothing (ADR 14).
create table record_snapshot (
  record_id uuid    primary key,
  version   integer not null check (version > 0),
  format    integer not null,
  content   bytea   not null
);
comment on table record_snapshot is 'State of records after a version, so that few changes are read; sealed like changes';
-- What is encrypted does not compress.
alter table record_snapshot alter column content set storage external;

comment on column record_change.content is 'UTF-8 JSON sealed with the key of the record (ADR 13); 0 when the record was erased';
comment on column notice.content is 'UTF-8 JSON sealed with the key of the record (ADR 13); 0 when the record was erased';

-- The only way to take a key away, and there is none to bring it back. It runs as the owner. The erasure is a version
-- of the record like any other, so whoever still holds the record in memory finds its next version taken. What was
-- stored is emptied besides, because old rows may be in the clear; rows, numbers and positions stay.
create function destroy_record_key(erased_record uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  newest integer;
  told text[];
begin
  if exists (select from public.record_key where record_id = erased_record and destroyed_at is not null) then return false; end if;
  select max(version) into newest from public.record_change where record_id = erased_record;
  if newest is null then return false; end if;
  insert into public.record_change (record_id, version, authority, submission_id, received_at, content)
  values (erased_record, newest + 1, 'REG000', gen_random_uuid(), now(), '\x00');
  insert into public.record_key as held (record_id, sealed_from, wrapped_key, master_key_id, destroyed_at)
  values (erased_record, newest + 1, null, 'none', now())
  on conflict (record_id) do update set wrapped_key = null, destroyed_at = now();
  delete from public.record_snapshot where record_id = erased_record;
  update public.record_change set content = '\x00' where record_id = erased_record and version <= newest;
  with emptied as (update public.notice set content = '\x00' where record_id = erased_record returning recipient)
  select array_agg(distinct recipient) into told from emptied;
  -- Silos forget what they have read ahead of these feeds; no names mean all of them.
  if told is not null then
    perform pg_notify('azr_redacted', case when cardinality(told) > 1000 then '' else array_to_string(told, ',') end);
  end if;
  return true;
end $$;

revoke all on function destroy_record_key(uuid) from public;
grant execute on function destroy_record_key(uuid) to azr_register;
grant select, insert on record_key to azr_register;
grant select, insert, update on record_snapshot to azr_register;
