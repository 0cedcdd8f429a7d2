-- Keys under which authorities have sent calls that they may repeat (ADR 26). A row holds no word of a call: key is the
-- SHA-256 of the key, content an HMAC of the call under it. Rows go after seven days.

create table request_key (
  authority text        not null,
  key       bytea       not null check (octet_length(key) = 32),
  content   bytea       not null check (octet_length(content) = 32),
  at        timestamptz not null,
  primary key (authority, key)
);
create index request_key_at on request_key (at);
comment on table request_key is 'What a key of an authority stands for, so that it cannot stand for something else';

grant select, insert, update, delete on request_key to azr_register;
