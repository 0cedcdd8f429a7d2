-- Erasure of whole records (AZRG § 36), and measures of quality.

create table record_tombstone (
  record_id uuid    primary key,
  erased_on date    not null,
  rule      text    not null,
  paragraph text    not null,
  version   integer not null check (version > 0)
);
comment on table record_tombstone is 'That there was a record, when and why it went; nothing about whom';

-- Destroys the key of a record, leaves the tombstone, ends its findings and tells these recipients, all or nothing. The letters are
-- empty: whoever reads one is told that the record was erased. It runs as the owner, like destroy_record_key.
create function erase_record(
  erased_record uuid, seen_version integer, erasing_rule text, erasing_paragraph text, erased_day date, told text[])
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  newest integer;
  recipients text[];
begin
  select max(version) into newest from public.record_change where record_id = erased_record;
  if newest is distinct from seen_version then
    raise exception 'the record was changed meanwhile' using errcode = 'integrity_constraint_violation', constraint = 'record_change_no_gap';
  end if;
  if not public.destroy_record_key(erased_record) then return false; end if;
  insert into public.record_tombstone (record_id, erased_on, rule, paragraph, version)
  values (erased_record, erased_day, erasing_rule, erasing_paragraph, newest + 1);
  update public.finding set closed_on = erased_day, closed_because = 'erased' where record_id = erased_record and closed_on is null;
  delete from public.record_standing where record_id = erased_record;
  select array_agg(distinct recipient order by recipient) into recipients from unnest(told) as recipient;
  if recipients is not null then
    with numbered as (
      insert into public.notice_feed as feed (recipient, last)
      select recipient, 1 from unnest(recipients) as recipient order by recipient
      on conflict (recipient) do update set last = feed.last + 1
      returning feed.recipient, feed.last
    )
    insert into public.notice (recipient, sequence, record_id, version, content)
    select recipient, last, erased_record, newest + 1, '\x00' from numbered;
    perform pg_notify('azr_notices', case when cardinality(recipients) > 1000 then '' else array_to_string(recipients, ',') end);
  end if;
  return true;
end $$;

revoke all on function erase_record(uuid, integer, text, text, date, text[]) from public;
grant execute on function erase_record(uuid, integer, text, text, date, text[]) to azr_register;
grant select on record_tombstone to azr_register;

alter table submission_receipt add column lag_days integer;
comment on column submission_receipt.lag_days is 'Legal days from the occasion to the receipt; null where nothing was new, and from before this script';
create index submission_receipt_received on submission_receipt using brin (received_at);

create table quality_day (
  day           date    not null,
  authority     text    not null,
  records       integer not null,
  complete      integer not null,
  gaps          integer not null,
  submissions   integer not null,
  late          integer not null,
  lag_median    integer,
  lag_ninetieth integer,
  primary key (authority, day)
);
comment on table quality_day is 'What an authority holds and reported on one legal day; rolled up once after its end';
create table quality_finding (
  day       date    not null,
  authority text    not null,
  rule      text    not null,
  standing  integer not null,
  overdue   integer not null,
  opened    integer not null,
  closed    integer not null,
  primary key (authority, day, rule)
);
create table quality_roll_up (
  day        date        primary key,
  rolled_at  timestamptz not null default now()
);
grant select, insert on quality_day, quality_finding, quality_roll_up to azr_register;

-- A rule is tried on the whole stock, batch by batch in the order of the records; it goes on where it stopped.
create table rule_trial (
  id            bigint      generated always as identity primary key,
  rule          text        not null,
  started_by    text        not null,
  started_at    timestamptz not null default now(),
  total         bigint      not null,
  looked        bigint      not null default 0,
  unreadable    bigint      not null default 0,
  after         uuid,
  claimed_until timestamptz,
  done_at       timestamptz
);
create index rule_trial_running on rule_trial (id) where done_at is null;
create table rule_trial_office (
  trial     bigint  not null references rule_trial,
  authority text    not null,
  records   integer not null,
  primary key (trial, authority)
);
comment on table rule_trial_office is 'How many records of an authority the rule finds something in';
grant select, insert, update on rule_trial, rule_trial_office to azr_register;
