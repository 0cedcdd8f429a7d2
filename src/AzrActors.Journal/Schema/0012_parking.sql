-- Notices that a recipient's program has set aside, because it failed on them again and again or because an earlier one
-- of the same person waits here. A row goes when the notice was delivered after all; receipts tell the story.

create table notice_parked (
  recipient       text        not null,
  subscription    text        not null,
  sequence        bigint      not null,
  person          text        not null,
  tries           integer     not null check (tries >= 0),
  reason          text        not null,
  behind          bigint,
  parked_at       timestamptz not null default now(),
  replay_asked_at timestamptz,
  primary key (recipient, subscription, sequence),
  foreign key (recipient, sequence) references notice
);
comment on table notice_parked is 'Set aside by a recipient''s program; person is the pseudonym of the feed, reason the kind of fault';
comment on column notice_parked.behind is 'Earlier notice of the person that it waits for; null if it failed itself';

grant select, insert, update, delete on notice_parked to azr_register;
