-- What the register knows of a record without reading it, and what is wrong with it. Functions of record and day, written in the
-- transaction of the change; no personal data, only opaque ids, rules and places.

create table record_standing (
  record_id     uuid     primary key,
  keeper        text,
  gaps          smallint not null check (gaps >= 0),
  hidden        boolean  not null,
  look_on       date,
  claimed_until timestamptz
) with (fillfactor = 80);
comment on table record_standing is 'Whose a record is, how complete, and on which legal day (Europe/Berlin) to look at it again';
comment on column record_standing.look_on is 'First day on which findings or the record change without a submission; null for never';
comment on column record_standing.claimed_until is 'A silo is looking at it; after this moment another one may';
create index record_standing_due on record_standing (look_on, record_id) where look_on is not null;
create index record_standing_keeper on record_standing (keeper) include (gaps);

create table finding (
  id               bigint      generated always as identity primary key,
  record_id        uuid        not null,
  rule             text        not null,
  path             text        not null,
  field            text        not null,
  responsible      text        not null,
  opened_on        date        not null,
  due_on           date        not null,
  hidden           boolean     not null,
  closed_on        date,
  closed_because   text        check (closed_because in ('changed', 'elapsed', 'erased')),
  contested_at     timestamptz,
  contested_by     text,
  contested_reason text,
  check ((closed_on is null) = (closed_because is null)),
  check ((contested_at is null) = (contested_by is null) and (contested_at is null) = (contested_reason is null))
);
comment on table finding is 'What is or was wrong with a record, and who must mend it (AZRG § 8). Path and field are empty for the record as a whole';
comment on column finding.hidden is 'A block hides the record from everybody but the register authority';
comment on column finding.contested_at is 'Somebody has checked it: correct as stored. Holds until the data changes';

create unique index finding_standing on finding (record_id, rule, path, field) where closed_on is null;
create index finding_worklist on finding (responsible, due_on, id) where closed_on is null and contested_at is null;
create index finding_worklist_rule on finding (responsible, rule, due_on, id) where closed_on is null and contested_at is null;
create index finding_worklist_all on finding (due_on, id) where closed_on is null and contested_at is null;
create index finding_closed on finding (closed_on, responsible, rule) where closed_on is not null;
create index finding_opened on finding (opened_on, responsible, rule);

-- Records from before this script are looked at in bounded batches by whoever does so every day.
insert into record_standing (record_id, gaps, hidden, look_on) select record_id, 0, false, current_date from azr_number;

grant select, insert, update, delete on record_standing to azr_register;
grant select, insert on finding to azr_register;
grant update (responsible, due_on, hidden, closed_on, closed_because, contested_at, contested_by, contested_reason) on finding to azr_register;
