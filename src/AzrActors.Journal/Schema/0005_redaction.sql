-- Blocks, restrictions and erasures take values out of letters that are stored already (AZRG §§ 4, 36, 37). Nothing but the
-- content of a letter can be changed: its number, recipient and version stay, and so does the record's history.
create index notice_record on notice (record_id);
grant update (content) on notice to azr_register;
