-- Sessions of officials that their provider has ended (ADR 35). A row holds no name: mark is a hash of what the provider calls the
-- session, or of what it calls the official. Rows go after a day, when no session that they speak of can be open any more.

create table session_end (
  mark     text        primary key check (length(mark) = 43),
  ended_at timestamptz not null,
  noted_at timestamptz not null default clock_timestamp()
);
create index session_end_noted_at on session_end (noted_at);
comment on table session_end is 'What began until ended_at is over, whatever cookie a browser still has';

grant select, insert, update, delete on session_end to azr_register;
