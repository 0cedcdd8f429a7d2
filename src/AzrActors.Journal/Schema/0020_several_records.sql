-- Records meet those that rules hold them against (ADR 29): the keys for it stand beside those by which persons are found,
-- in the same index, and whoever changes is looked at together with whom it meets and with whom it has left.

alter table match_record
  add column meets      bigint[] not null default '{}',
  add column place      bigint,
  add column sheltered  boolean  not null default false,
  add column subscribed boolean  not null default false,
  add column edition    smallint not null default 1;
comment on column match_record.meets is 'Keys that few records share: family, references, words of a name at an address';
comment on column match_record.place is 'Key of the present address; it is counted';
comment on column match_record.edition is 'How the keys were made; lower ones are made anew in the background';

alter table match_due
  add column left_keys bigint[] not null default '{}',
  add column places    bigint[] not null default '{}';
comment on column match_due.left_keys is 'Keys that the record no longer has: who still has them no longer meets it';
comment on column match_due.places is 'Places that somebody has moved to or from, or that are a shelter from now on or no longer';

create or replace function add_match_keys() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.match_key (key, record_id) select unnest(array_remove(keys || meets || place, null)), record_id from stored on conflict do nothing;
  insert into public.match_due as due (record_id, version, places)
  select record_id, version, array_remove(array[place], null) from stored
  on conflict (record_id) do update set version = excluded.version, claimed_until = '-infinity', places = due.places || excluded.places;
  return null;
end $$;

create or replace function move_match_keys() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  old_keys constant bigint[] := array_remove(old.keys || old.meets || old.place, null);
  new_keys bigint[] := '{}';
  quit bigint[];
  moved bigint[] := '{}';
begin
  if tg_op = 'UPDATE' then
    new_keys := array_remove(new.keys || new.meets || new.place, null);
    if old.place is distinct from new.place or old.sheltered <> new.sheltered then
      moved := array_remove(array[old.place, new.place], null);
    end if;
  else
    moved := array_remove(array[old.place], null);
  end if;
  if old_keys <> new_keys then
    delete from public.match_key
    where record_id = old.record_id and key = any (array(select unnest(old_keys) except select unnest(new_keys)));
    insert into public.match_key (key, record_id) select unnest(new_keys), old.record_id on conflict do nothing;
  end if;
  quit := array(select unnest(old.meets) except select unnest(new_keys));
  -- Erased: there is nobody to look for, but others have met it.
  if tg_op = 'DELETE' then
    delete from public.meeting_watch where record_id = old.record_id;
    delete from public.mail_returned where record_id = old.record_id;
    delete from public.match_due where record_id = old.record_id;
    if cardinality(quit) + cardinality(moved) = 0 then return null; end if;
  end if;
  insert into public.match_due as due (record_id, version, left_keys, places)
  values (old.record_id, case when tg_op = 'UPDATE' then new.version else old.version + 1 end, quit, moved)
  on conflict (record_id) do update set version = excluded.version, claimed_until = '-infinity',
    left_keys = due.left_keys || excluded.left_keys, places = due.places || excluded.places;
  return null;
end $$;

create table meeting_watch (
  record_id uuid primary key,
  look_on   date not null
);
create index meeting_watch_due on meeting_watch (look_on);
comment on table meeting_watch is 'Records of which rules on several records say something else on a day although nobody submits anything';

-- Records from before keys, or with keys that were made otherwise.
create table match_backfill (
  edition       smallint    primary key,
  after         uuid        not null default '00000000-0000-0000-0000-000000000000',
  looked        bigint      not null default 0,
  made          bigint      not null default 0,
  claimed_until timestamptz not null default '-infinity',
  ended_at      timestamptz
);
comment on table match_backfill is 'How far keys were made for records that have none of this edition; it goes on after the last page, at whichever silo';

grant select, insert, update, delete on meeting_watch to azr_register;
grant select, insert, update on match_backfill to azr_register;

-- Whom a search showed, so that a dry run of a first storing can say what its author knows already and look at nobody else.
alter table search_made add column records uuid[] not null default '{}';
comment on column search_made.records is 'Records that were shown together with their number; opaque ids';

create table mail_returned (
  record_id   uuid        not null,
  address     integer     not null,
  authority   text        not null,
  returned_on date        not null,
  reported_at timestamptz not null,
  primary key (record_id, address, authority, returned_on)
);
comment on table mail_returned is 'Mail to an address that came back to a body, which told the register so; no item of the annex, and gone with the record';
grant select, insert on mail_returned to azr_register;
