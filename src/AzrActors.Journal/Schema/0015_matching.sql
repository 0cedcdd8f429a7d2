-- How records of one person find each other (ADR 20): keys that records share, what is compared, which records wait to
-- be looked at, the pairs that were found and what was decided about them. Keys are keyed hashes under a secret that is
-- wrapped by the master key; what is compared is sealed with the key of its record.

create table match_record (
  record_id uuid     primary key,
  version   integer  not null check (version > 0),
  keys      bigint[] not null,
  identity  bytea    not null,
  keeper    text,
  states_difference boolean not null
);
comment on table match_record is 'What a record is found and compared by, as of a version; the identity is sealed with the key of the record';
comment on column match_record.keeper is 'Authority that keeps the file, as it stands in the sealed record';
comment on column match_record.states_difference is 'It says of other records that their persons are others; they have to say the same of it';

create table match_key (
  key       bigint not null,
  record_id uuid   not null,
  primary key (key, record_id)
);
comment on table match_key is 'Records by key; a key is a keyed hash and tells nothing but that records share it';

create table match_due (
  record_id     uuid        primary key,
  version       integer     not null,
  since         timestamptz not null default now(),
  claimed_until timestamptz not null default '-infinity'
);
create index match_due_since on match_due (since);
comment on table match_due is 'Records that changed and were not held against the stock yet; a claim ends by itself when its silo dies';

-- Rows of keys follow the record. One look into the index per key: written as a join it could become a scan.
create function add_match_keys() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.match_key (key, record_id) select unnest(keys), record_id from stored on conflict do nothing;
  insert into public.match_due (record_id, version) select record_id, version from stored
  on conflict (record_id) do update set version = excluded.version, since = now();
  return null;
end $$;

create function move_match_keys() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
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
  insert into public.match_due (record_id, version) values (new.record_id, new.version)
  on conflict (record_id) do update set version = excluded.version, since = now();
  return null;
end $$;

create trigger match_record_added after insert on match_record
referencing new table as stored for each statement execute function add_match_keys();
create trigger match_record_moved after update or delete on match_record for each row execute function move_match_keys();

create table match_pair (
  pair_id    bigint           generated always as identity primary key,
  one        uuid             not null,
  other      uuid             not null,
  outcome    text             not null check (outcome in ('same', 'possible', 'different')),
  by_official boolean         not null,
  bits       double precision not null,
  evidence   jsonb,
  found_at   timestamptz      not null,
  changed_at timestamptz      not null,
  unique (one, other),
  check (one < other)
);
create index match_pair_other on match_pair (other);
create index match_pair_open on match_pair (pair_id) where outcome <> 'different';
comment on table match_pair is 'Pairs that may be or are one person, and those found to differ; evidence names fields, degrees and weights, no values';

create table match_outcome (
  outcome_id bigint           generated always as identity primary key,
  pair_id    bigint           not null references match_pair,
  outcome    text             not null check (outcome in ('same', 'possible', 'different')),
  authority  text             not null,
  official   text,
  reason     text,
  bits       double precision not null,
  evidence   jsonb,
  decided_at timestamptz      not null
);
create index match_outcome_pair on match_outcome (pair_id, outcome_id);
comment on table match_outcome is 'What was found or decided about a pair, kept for ever; without official by the register itself';

create table search_made (
  search_id    uuid        primary key,
  authority    text        not null,
  official     text        not null,
  searched_at  timestamptz not null,
  keys         bigint[]    not null,
  shown        integer     not null,
  discarded_at timestamptz
);
create index search_made_recent on search_made (authority, searched_at);
comment on table search_made is 'Searches of authorities: who searched just before may register, and confirms to have deleted what is not needed';

-- Whoever takes the key of a record away takes its keys and what was compared as well. Runs as the owner with it.
create function forget_match() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.match_record where record_id = new.record_id;
  update public.match_outcome set evidence = null
  where pair_id in (select pair_id from public.match_pair where one = new.record_id or other = new.record_id);
  update public.match_pair set evidence = null, outcome = 'different', changed_at = now() where one = new.record_id or other = new.record_id;
  return null;
end $$;
create trigger record_key_destroyed_match after insert or update on record_key
for each row when (new.destroyed_at is not null) execute function forget_match();

-- How far the sweep over the whole stock has come.
create table match_sweep (
  sweep_id    bigint      generated always as identity primary key,
  started_by  text        not null,
  started_at  timestamptz not null,
  after       uuid        not null default '00000000-0000-0000-0000-000000000000',
  records     bigint      not null default 0,
  pairs       bigint      not null default 0,
  worked_ms   bigint      not null default 0,
  claimed_until timestamptz not null default '-infinity',
  ended_at    timestamptz
);

grant select, insert, update, delete on match_record, match_key, match_due to azr_register;
grant select, insert, update on match_pair, match_sweep to azr_register;
grant select, insert on match_outcome to azr_register;
grant select, insert, update, delete on search_made to azr_register;
