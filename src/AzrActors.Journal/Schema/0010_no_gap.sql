-- Versions of a record have no gap, whoever stores them. Changes of one record are decided upon each other before the
-- first of them is stored; when that one is not, none of the others may be.
create function refuse_version_gap() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- One look into the index per row: written as a join it could become a scan.
  if exists (
    select from stored
    where version > 1 and (
      select true from public.record_change earlier
      where earlier.record_id = stored.record_id and earlier.version = stored.version - 1) is null)
  then
    raise exception 'the version before the one to store is missing' using errcode = 'integrity_constraint_violation', constraint = 'record_change_no_gap';
  end if;
  return null;
end $$;

create trigger record_change_no_gap after insert on record_change
referencing new table as stored for each statement execute function refuse_version_gap();
