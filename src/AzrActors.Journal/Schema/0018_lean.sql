-- What every change pays for in PostgreSQL, and nobody needs.

-- Letters are only ever written by the statement that numbers them. It knows that their feed is there and, in the
-- transaction of a change, that the change is; of others it makes sure itself (ADR 27).
alter table notice drop constraint notice_recipient_fkey, drop constraint notice_record_id_version_fkey;

-- A record that waits keeps its place: its row then changes no index. One that changes while a silo looks at it is due
-- again at once, and not when the claim ends.
create or replace function add_match_keys() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.match_key (key, record_id) select unnest(keys), record_id from stored on conflict do nothing;
  insert into public.match_due as due (record_id, version) select record_id, version from stored
  on conflict (record_id) do update set version = excluded.version, claimed_until = '-infinity';
  return null;
end $$;

create or replace function move_match_keys() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    delete from public.match_key where record_id = old.record_id and key = any (old.keys);
    delete from public.match_due where record_id = old.record_id;
    return null;
  end if;
  if old.keys <> new.keys then
    delete from public.match_key
    where record_id = old.record_id and key = any (array(select unnest(old.keys) except select unnest(new.keys)));
    insert into public.match_key (key, record_id) select unnest(new.keys), new.record_id on conflict do nothing;
  end if;
  insert into public.match_due as due (record_id, version) values (new.record_id, new.version)
  on conflict (record_id) do update set version = excluded.version, claimed_until = '-infinity';
  return null;
end $$;

-- Rows that are written anew with most changes of their record stay in their page.
alter table match_record set (fillfactor = 70);
alter table match_due set (fillfactor = 50);
alter table record_snapshot set (fillfactor = 70);

-- Searches are removed by age; their table is in the order of time.
create index search_made_age on search_made using brin (searched_at);
