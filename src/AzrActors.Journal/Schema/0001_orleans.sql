-- What Orleans keeps in PostgreSQL: cluster membership, state of grains that write rarely, reminders.
--
-- The ADO.NET providers know no SQL. They read it from the table OrleansQuery and agree with it only on query keys,
-- parameter names and result columns; tables and statements are ours. Each statement is one round trip and atomic
-- by itself. A provider reads "no row changed" as a conflict and tries again with what it then finds.

CREATE SCHEMA orleans;

CREATE TABLE OrleansQuery
(
  QueryKey  text PRIMARY KEY,
  QueryText text NOT NULL
);

-- Membership ---------------------------------------------------------------------------------------------------

-- One row per cluster. Every change of a member raises the version, so two silos cannot both believe to be first.
CREATE TABLE orleans.cluster
(
  cluster_id text PRIMARY KEY,
  version    integer NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orleans.silo
(
  cluster_id    text NOT NULL REFERENCES orleans.cluster ON DELETE CASCADE,
  address       text NOT NULL,
  port          integer NOT NULL,
  generation    integer NOT NULL,
  silo_name     text NOT NULL,
  host_name     text NOT NULL,
  status        integer NOT NULL,
  gateway_port  integer NOT NULL,
  suspect_times text,
  started_at    timestamptz NOT NULL,
  alive_at      timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, address, port, generation)
) WITH (fillfactor = 70);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $query$
WITH founded AS (
  INSERT INTO orleans.cluster (cluster_id) VALUES (@DeploymentId)
  ON CONFLICT DO NOTHING
  RETURNING 1)
SELECT count(*)::integer FROM founded
$query$),

-- The row of the cluster is locked first: whoever comes second finds another version and changes nothing.
('InsertMembershipKey', $query$
WITH raised AS (
  UPDATE orleans.cluster c
  SET version = c.version + 1, changed_at = now()
  WHERE c.cluster_id = @DeploymentId AND c.version = @Version
    AND NOT EXISTS (
      SELECT FROM orleans.silo s
      WHERE s.cluster_id = c.cluster_id
        AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
  RETURNING c.cluster_id),
joined AS (
  INSERT INTO orleans.silo
    (cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
  SELECT
    cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
  FROM raised
  RETURNING 1)
SELECT count(*)::integer FROM joined
$query$),

('UpdateMembershipKey', $query$
WITH raised AS (
  UPDATE orleans.cluster c
  SET version = c.version + 1, changed_at = now()
  WHERE c.cluster_id = @DeploymentId AND c.version = @Version
    AND EXISTS (
      SELECT FROM orleans.silo s
      WHERE s.cluster_id = c.cluster_id
        AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
  RETURNING c.cluster_id),
changed AS (
  UPDATE orleans.silo s
  SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
  FROM raised r
  WHERE s.cluster_id = r.cluster_id
    AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
  RETURNING 1)
SELECT count(*)::integer FROM changed
$query$),

('UpdateIAmAlivetimeKey', $query$
UPDATE orleans.silo
SET alive_at = @IAmAliveTime
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$query$),

-- Outer join: the version of the cluster is wanted even when no silo matches.
('MembershipReadRowKey', $query$
SELECT
  s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
  s.host_name AS HostName, s.status AS Status, s.gateway_port AS ProxyPort, s.suspect_times AS SuspectTimes,
  s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
FROM orleans.cluster c
LEFT JOIN orleans.silo s
  ON s.cluster_id = c.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
WHERE c.cluster_id = @DeploymentId
$query$),

('MembershipReadAllKey', $query$
SELECT
  s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
  s.host_name AS HostName, s.status AS Status, s.gateway_port AS ProxyPort, s.suspect_times AS SuspectTimes,
  s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
FROM orleans.cluster c
LEFT JOIN orleans.silo s ON s.cluster_id = c.cluster_id
WHERE c.cluster_id = @DeploymentId
$query$),

('GatewaysQueryKey', $query$
SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
FROM orleans.silo
WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
$query$),

-- 3 is SiloStatus.Active: a silo that still serves is never forgotten, however old its last sign of life.
('CleanupDefunctSiloEntriesKey', $query$
DELETE FROM orleans.silo
WHERE cluster_id = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$query$),

('DeleteMembershipTableEntriesKey', $query$
DELETE FROM orleans.cluster WHERE cluster_id = @DeploymentId
$query$);

-- Reminders ----------------------------------------------------------------------------------------------------

-- A version is never used twice, so a late removal cannot hit a reminder that was registered anew in between.
CREATE SEQUENCE orleans.reminder_version AS integer CYCLE;

CREATE TABLE orleans.reminder
(
  service_id text NOT NULL,
  grain_id   text NOT NULL,
  name       text NOT NULL,
  grain_hash integer NOT NULL,
  starts_at  timestamptz NOT NULL,
  period_ms  bigint NOT NULL,
  version    integer NOT NULL,
  PRIMARY KEY (service_id, grain_id, name)
);

-- Each silo reads the reminders of its part of the ring.
CREATE INDEX reminder_of_ring_range ON orleans.reminder (service_id, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $query$
INSERT INTO orleans.reminder (service_id, grain_id, name, grain_hash, starts_at, period_ms, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, nextval('orleans.reminder_version'))
ON CONFLICT (service_id, grain_id, name) DO UPDATE
SET grain_hash = excluded.grain_hash, starts_at = excluded.starts_at, period_ms = excluded.period_ms,
    version = excluded.version
RETURNING version AS Version
$query$),

('ReadReminderRowKey', $query$
SELECT grain_id AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans.reminder
WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$query$),

('ReadReminderRowsKey', $query$
SELECT grain_id AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans.reminder
WHERE service_id = @ServiceId AND grain_id = @GrainId
$query$),

-- A range of the ring excludes its beginning and includes its end. Hashes are compared as signed numbers.
('ReadRangeRows1Key', $query$
SELECT grain_id AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans.reminder
WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$query$),

-- The range that passes the end of the number line.
('ReadRangeRows2Key', $query$
SELECT grain_id AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans.reminder
WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$query$),

('DeleteReminderRowKey', $query$
WITH removed AS (
  DELETE FROM orleans.reminder
  WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
  RETURNING 1)
SELECT count(*)::integer FROM removed
$query$),

('DeleteReminderRowsKey', $query$
DELETE FROM orleans.reminder WHERE service_id = @ServiceId
$query$);

-- State of grains ----------------------------------------------------------------------------------------------

-- Never used twice either: a state deleted and written anew must not match what a forgotten activation remembers.
CREATE SEQUENCE orleans.grain_state_version AS integer CYCLE;

-- state_name is the name given in [PersistentState]; the provider passes no grain type, so names must differ between
-- grain classes that share keys. The hashes that the provider computes are not needed: the key itself is unique,
-- which also keeps two first writes from becoming two rows.
CREATE TABLE orleans.grain_state
(
  service_id    text NOT NULL,
  state_name    text NOT NULL,
  key_n0        bigint NOT NULL,
  key_n1        bigint NOT NULL,
  key_extension text NOT NULL,
  payload       bytea,
  version       integer NOT NULL,
  modified_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (service_id, state_name, key_n0, key_n1, key_extension)
) WITH (fillfactor = 80);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $query$
SELECT payload AS PayloadBinary, version AS Version
FROM orleans.grain_state
WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
  AND key_extension = coalesce(@GrainIdExtensionString, '')
$query$),

-- Answers the new version, or the one that was passed (none for a first write) when somebody else was faster.
('WriteToStorageKey', $query$
WITH changed AS (
  UPDATE orleans.grain_state
  SET payload = @PayloadBinary, version = nextval('orleans.grain_state_version'), modified_at = now()
  WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
    AND key_extension = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
  RETURNING version),
created AS (
  INSERT INTO orleans.grain_state (service_id, state_name, key_n0, key_n1, key_extension, payload, version)
  SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''),
    @PayloadBinary, nextval('orleans.grain_state_version')
  WHERE @GrainStateVersion IS NULL
  ON CONFLICT DO NOTHING
  RETURNING version)
SELECT coalesce((SELECT version FROM changed), (SELECT version FROM created), @GrainStateVersion)
  AS NewGrainStateVersion
$query$),

-- Keeps the row and its version; used when the provider is set to clear rather than delete.
('ClearStorageKey', $query$
UPDATE orleans.grain_state
SET payload = NULL, version = nextval('orleans.grain_state_version'), modified_at = now()
WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
  AND key_extension = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
$query$),

('DeleteStorageKey', $query$
DELETE FROM orleans.grain_state
WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
  AND key_extension = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
RETURNING nextval('orleans.grain_state_version')::integer AS NewGrainStateVersion
$query$);
