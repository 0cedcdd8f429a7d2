-- The journal: what happened to each record, the receipts of submissions, the letters to authorities.
-- One submission is one transaction over all of it. History is append-only.

create table azr_number (
  azr_number text primary key check (azr_number ~ '^[0-9]{12}$'),
  record_id  uuid not null unique
);

create table record_change (
  record_id     uuid        not null,
  version       integer     not null check (version > 0),
  position      bigint      generated always as identity,
  authority     text        not null,
  submission_id uuid        not null,
  received_at   timestamptz not null,
  content       bytea       not null,
  primary key (record_id, version)
);
comment on table record_change is 'Everything one accepted submission changed (UTF-8 JSON); versions of a record have no gap';

create table submission_receipt (
  authority     text        not null,
  submission_id uuid        not null,
  record_id     uuid        not null,
  content_hash  bytea       not null check (octet_length(content_hash) = 32),
  version       integer     not null check (version > 0),
  changed       boolean     not null,
  received_at   timestamptz not null,
  findings      text[]      not null,
  primary key (authority, submission_id)
);
comment on table submission_receipt is 'What a repeated submission is answered with; findings as rule|entry|field';

-- The row of a recipient is locked from the moment its number is drawn until commit. Numbers of one recipient are
-- therefore visible in order and without a gap: an aborted writer gives its number back, a slow one makes the next
-- writer of the same recipient wait. Half-empty pages keep the updates in place (HOT).
create table notice_feed (
  recipient text   primary key,
  last      bigint not null check (last > 0)
) with (fillfactor = 50);

create table notice (
  recipient text    not null references notice_feed,
  sequence  bigint  not null check (sequence > 0),
  record_id uuid    not null,
  version   integer not null,
  content   bytea   not null,
  primary key (recipient, sequence),
  foreign key (record_id, version) references record_change
);
comment on table notice is 'Letters to authorities, numbered 1, 2, 3 per recipient';

create table notice_position (
  recipient       text        not null,
  subscription    text        not null,
  sequence        bigint      not null check (sequence >= 0),
  acknowledged_at timestamptz not null default now(),
  primary key (recipient, subscription)
);

create table refusal_log (
  position      bigint      generated always as identity primary key,
  refused_at    timestamptz not null,
  authority     text        not null,
  official      text        not null,
  submission_id uuid        not null,
  record_id     uuid,
  code          text        not null,
  rules         text[]      not null
);
comment on table refusal_log is 'The only trace of a refused submission (AZRG § 9); names rules, never values';
