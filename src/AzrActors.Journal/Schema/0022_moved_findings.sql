-- Findings of two records that are merged go on at the one that is kept, and at both when the merge is taken back: since when they
-- stand, when they are due and that somebody has checked them is told by no data.

alter table finding add column merge uuid;
comment on column finding.merge is 'Case of the merge by which it ended here; what goes on of it, and again here when that is taken back, has its days from this row';
create index finding_merge on finding (merge) where merge is not null;

grant update (opened_on, merge) on finding to azr_register;
