-- Pairs by the office that they are of: a list of an office, its count and its next page read rows of that office alone, however many
-- pairs wait elsewhere. The rows follow by triggers, so that they are right whichever build stores a pair.

create table match_pair_keeper (
  pair_id bigint  not null references match_pair,
  keeper  text    not null,
  outcome text    not null,
  waits   boolean not null,
  primary key (pair_id, keeper)
);
create index match_pair_keeper_outcome on match_pair_keeper (keeper, outcome, pair_id);
create index match_pair_keeper_waiting on match_pair_keeper (keeper, pair_id) where waits;
comment on table match_pair_keeper is 'Pairs by whoever keeps the file of one of their records; the empty name is the register authority, which has all of them';
comment on column match_pair_keeper.waits is 'For a decision of this authority';

-- Decided by an official to be one person, a pair waits for the register authority alone; no pair waits while a merge is under way or
-- done. The pair is locked, so that its outcome and its merge cannot change beside each other unseen.
create function file_pairs(ids bigint[]) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(ids) = 0 then return; end if;
  perform from public.match_pair where pair_id = any (ids) order by one, other for update;
  delete from public.match_pair_keeper where pair_id = any (ids);
  insert into public.match_pair_keeper (pair_id, keeper, outcome, waits)
  select pair.pair_id, office.keeper, pair.outcome,
    pair.outcome <> 'different' and (office.keeper = '' or pair.outcome = 'possible' or not pair.by_official)
      and not exists (
        select from public.merge_case as merge where merge.other in (pair.one, pair.other) and merge.kept in (pair.one, pair.other)
          and merge.state in ('asking', 'merging', 'separating', 'merged'))
  from public.match_pair as pair
  cross join lateral (
    select '' as keeper
    union select held.keeper from public.match_record as held where held.record_id in (pair.one, pair.other) and held.keeper is not null
    offset 0) as office
  where pair.pair_id = any (ids);
end $$;

create function file_stored_pair() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform public.file_pairs(array[new.pair_id]);
  return null;
end $$;
create trigger match_pair_filed after insert or update of outcome, by_official on match_pair
for each row execute function file_stored_pair();

create function file_merged_pair() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform public.file_pairs(array(
    select pair_id from public.match_pair where one = least(new.kept, new.other) and other = greatest(new.kept, new.other)));
  return null;
end $$;
create trigger merge_case_filed after insert or update of state on merge_case
for each row execute function file_merged_pair();

-- Nobody stores a pair or a merge from here to the end of this script.
select file_pairs(array(select pair_id from match_pair));

-- A record whose file goes to another office is due until somebody has looked at it; with that its pairs follow. Submissions never
-- wait for this. What changes during this script is due still, because nobody can end a look before it.
create function file_looked_at() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform public.file_pairs(array(
    select pair.pair_id from looked_at
    cross join lateral (select * from public.match_pair where one = looked_at.record_id or other = looked_at.record_id offset 0) as pair
    where array(
        select distinct held.keeper from public.match_record as held
        where held.record_id in (pair.one, pair.other) and held.keeper is not null order by held.keeper)
      <> array(select filed.keeper from public.match_pair_keeper as filed where filed.pair_id = pair.pair_id and filed.keeper <> '' order by filed.keeper)));
  return null;
end $$;
create trigger match_due_filed after delete on match_due
referencing old table as looked_at for each statement execute function file_looked_at();

-- The list of all open pairs reads them from there as well.
drop index match_pair_open;

grant select, insert, delete on match_pair_keeper to azr_register;
