-- Names of streams, models and places: small numbers stand for them in the journal. Streams count their decisions.
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  text TEXT NOT NULL,
  decisions INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, text)
) STRICT;

-- One row per entry, so that a decision is one insert. time … location are null unless kind = 1; label is what is known by now.
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  received INTEGER NOT NULL,
  time INTEGER,
  id INTEGER,
  entity INTEGER,
  amount REAL,
  raw_score REAL,
  risk REAL,
  outcome INTEGER,
  model INTEGER,
  location INTEGER,
  label INTEGER,
  body BLOB NOT NULL
) STRICT;

-- Hashes are random. The zone before them keeps the pages that one commit changes few, however large the journal is.
CREATE INDEX journal_id ON journal (sequence >> 14, id) WHERE id <> 0;
CREATE INDEX journal_entity ON journal (sequence >> 14, entity) WHERE entity <> 0;
-- Whatever a person may want to look at, with all that dashboards add up.
CREATE INDEX journal_notable ON journal (sequence, stream, time, entity, risk, outcome, amount) WHERE outcome <> 0 OR risk >= 30;
CREATE INDEX journal_label ON journal (sequence) WHERE label IS NOT NULL;

-- The range of every 1024 entries: a query skips those that cannot hold what it looks for. streams, models: bit id % 63;
-- risks: bit floor(risk * 0.62).
CREATE TABLE block (
  block INTEGER PRIMARY KEY,
  min_time INTEGER NOT NULL,
  max_time INTEGER NOT NULL,
  risks INTEGER NOT NULL,
  min_amount REAL,
  max_amount REAL,
  streams INTEGER NOT NULL,
  models INTEGER NOT NULL
) STRICT;

CREATE TABLE label (
  sequence INTEGER PRIMARY KEY,
  decision INTEGER NOT NULL,
  is_fraud INTEGER NOT NULL,
  received INTEGER NOT NULL
) STRICT;
CREATE INDEX label_decision ON label (decision);

CREATE TABLE promotion (
  sequence INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  version TEXT NOT NULL,
  received INTEGER NOT NULL
) STRICT;
CREATE INDEX promotion_version ON promotion (version, sequence);

CREATE TABLE minute_volume (
  minute INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  approve INTEGER NOT NULL,
  review INTEGER NOT NULL,
  block INTEGER NOT NULL,
  low INTEGER NOT NULL,
  medium INTEGER NOT NULL,
  high INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  amount REAL NOT NULL,
  PRIMARY KEY (minute, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE hour_location (
  hour INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  location INTEGER NOT NULL,
  decisions INTEGER NOT NULL,
  alerts INTEGER NOT NULL,
  amount REAL NOT NULL,
  located INTEGER NOT NULL,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  PRIMARY KEY (hour, stream, location)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_key (
  entity BLOB PRIMARY KEY,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
  version TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  created INTEGER NOT NULL,
  transactions INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  file BLOB NOT NULL
) STRICT;

CREATE TABLE job (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  status INTEGER NOT NULL,
  created INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  owner TEXT NOT NULL,
  input BLOB NOT NULL,
  result TEXT NOT NULL
) STRICT;
CREATE INDEX job_due ON job (created, number) WHERE status < 2;
CREATE INDEX job_created ON job (created, number);

CREATE TABLE person (
  name TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,
  roles INTEGER NOT NULL,
  version INTEGER NOT NULL,
  is_disabled INTEGER NOT NULL,
  must_change_password INTEGER NOT NULL,
  failed_logins INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  created INTEGER NOT NULL,
  last_login INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (name) ON DELETE CASCADE,
  token_hash BLOB NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  is_revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE api_key (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hash BLOB NOT NULL,
  scopes INTEGER NOT NULL,
  created INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires INTEGER NOT NULL,
  revoked INTEGER NOT NULL,
  last_used INTEGER NOT NULL
) STRICT;

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  outcome TEXT NOT NULL,
  address TEXT NOT NULL,
  details TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- What the newest audit entry must be, sealed, so that a chain whose end was cut off is noticed.
CREATE TABLE audit_head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  sequence INTEGER NOT NULL,
  seal BLOB NOT NULL
) STRICT;

CREATE VIEW frauds AS
SELECT j.sequence AS decision_id, s.text AS stream, j.id AS transaction_hash, j.entity AS entity_hash,
  strftime('%Y-%m-%dT%H:%M:%fZ', j.time / 1000000.0, 'unixepoch') AS timestamp, j.amount AS amount, p.text AS location,
  j.risk AS risk_score, CASE j.outcome WHEN 0 THEN 'approve' WHEN 1 THEN 'review' ELSE 'block' END AS decision,
  j.label = 1 AS is_confirmed, m.text AS model_version
FROM journal AS j
JOIN name AS s ON s.id = j.stream
JOIN name AS m ON m.id = j.model
LEFT JOIN name AS p ON p.id = j.location
WHERE j.kind = 1 AND (j.outcome = 2 AND j.label IS NOT 0 OR j.label = 1);

CREATE VIEW detected_anomalies_ensemble AS
SELECT j.sequence AS decision_id, s.text AS stream, j.id AS transaction_hash, j.entity AS entity_hash,
  strftime('%Y-%m-%dT%H:%M:%fZ', j.time / 1000000.0, 'unixepoch') AS timestamp, j.amount AS amount, p.text AS location,
  j.raw_score AS anomaly_score, j.risk AS risk_score,
  CASE WHEN j.risk >= 95 THEN 'critical' WHEN j.risk >= 60 THEN 'high' WHEN j.risk >= 30 THEN 'medium' ELSE 'low' END AS risk_level,
  1 AS is_anomaly, CASE j.outcome WHEN 1 THEN 'review' ELSE 'block' END AS decision, m.text AS model_version
FROM journal AS j
JOIN name AS s ON s.id = j.stream
JOIN name AS m ON m.id = j.model
LEFT JOIN name AS p ON p.id = j.location
WHERE j.kind = 1 AND j.outcome <> 0;
