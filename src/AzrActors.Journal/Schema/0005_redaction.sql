-- Blocks, restrictions and erasures take values out of letters that are stored already (AZRG §§ 4, 36, 37).

create index notice_record on notice (record_id);

-- The only way to change a letter: its content and nothing else, of one record, and only in the transaction that stores a
-- change of that record. So the history, which nobody can change, says of every rewriting when it was and who asked for
-- it. It runs as the owner; the running role has no right of its own to change letters.
create function redact_letters(redacted_record uuid, recipients text[], sequences bigint[], contents bytea[]) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  newest_change xid;
  rewritten integer;
begin
  select xmin into newest_change
  from public.record_change where record_id = redacted_record order by version desc limit 1;
  if newest_change is distinct from pg_current_xact_id()::xid then
    raise exception 'letters are rewritten only together with a change of their record' using errcode = 'insufficient_privilege';
  end if;
  update public.notice letter set content = redacted.content
  from unnest(recipients, sequences, contents) as redacted(recipient, sequence, content)
  where letter.recipient = redacted.recipient and letter.sequence = redacted.sequence and letter.record_id = redacted_record;
  get diagnostics rewritten = row_count;
  if rewritten is distinct from cardinality(recipients) then
    raise exception 'a letter to rewrite does not speak of this record' using errcode = 'insufficient_privilege';
  end if;
  return rewritten;
end $$;

revoke all on function redact_letters(uuid, text[], bigint[], bytea[]) from public;
grant execute on function redact_letters(uuid, text[], bigint[], bytea[]) to azr_register;
