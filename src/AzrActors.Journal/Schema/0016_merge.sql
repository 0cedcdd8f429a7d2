-- Merges of two records of one person, decided by the register authority with the consent of the offices that supplied
-- their data (ADR 21). The case says what is to be done; the records say what is done, so it goes on wherever it was killed.

create table merge_case (
  case_id      uuid        primary key,
  kept         uuid        not null,
  other        uuid        not null check (other <> kept),
  state        text        not null check (state in ('asking', 'merging', 'merged', 'separating', 'separated', 'stopped')),
  proposed_by  text        not null,
  official     text        not null,
  reason       text        not null,
  proposed_at  timestamptz not null,
  answer_by    timestamptz not null,
  escalated_at timestamptz,
  decided_by   text,
  decided_at   timestamptz,
  merged_at    timestamptz,
  separation_reason text,
  stopped_for  text,
  changed_at   timestamptz not null,
  claimed_until timestamptz not null default '-infinity'
);
create index merge_case_working on merge_case (changed_at) where state in ('asking', 'merging', 'separating');
-- Of one record only one merge at a time.
create unique index merge_case_kept on merge_case (kept) where state in ('asking', 'merging', 'separating');
create unique index merge_case_other on merge_case (other) where state in ('asking', 'merging', 'separating', 'merged');
comment on table merge_case is 'Merges of records and what became of them';

create table merge_consent (
  case_id     uuid        not null references merge_case,
  authority   text        not null,
  agrees      boolean,
  reason      text,
  official    text,
  answered_at timestamptz,
  primary key (case_id, authority)
);
comment on table merge_consent is 'Supplying offices that are asked; agrees is null while there is no answer';

grant select, insert, update on merge_case, merge_consent to azr_register;
