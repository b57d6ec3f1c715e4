-- The journal is files of its own; what stays here follows from them, but users, keys, models, jobs and what is like them.
CREATE TABLE decision (
  sequence INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  received INTEGER NOT NULL,
  time INTEGER NOT NULL,
  id INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  amount REAL,
  raw_score REAL NOT NULL,
  risk REAL NOT NULL,
  outcome INTEGER NOT NULL,
  model INTEGER NOT NULL,
  location INTEGER,
  label INTEGER
) STRICT;
INSERT INTO decision
  SELECT sequence, stream, received, time, id, entity, amount, raw_score, risk, outcome, model, location, label
  FROM journal WHERE kind = 1;

-- How far each is that follows from the journal. A new one begins with nothing and takes in what the journal has.
CREATE TABLE projection (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
WITH names (name) AS (VALUES ('decisions'), ('roll_ups'), ('labels'), ('champions'), ('requests'), ('sources'), ('data_keys'))
INSERT INTO projection SELECT name, 1, (SELECT coalesce(max(sequence), 0) FROM journal) FROM names;

-- From where a source goes on.
CREATE TABLE source (
  name TEXT PRIMARY KEY,
  position TEXT NOT NULL
) STRICT, WITHOUT ROWID;

DROP VIEW frauds;
DROP VIEW detected_anomalies_ensemble;
DROP TABLE journal;

-- Hashes are random. The zone before them keeps the pages that one commit changes few, however large the journal is.
CREATE INDEX decision_id ON decision (sequence >> 14, id) WHERE id <> 0;
CREATE INDEX decision_entity ON decision (sequence >> 14, entity) WHERE entity <> 0;
-- Whatever a person may want to look at, with all that dashboards add up.
CREATE INDEX decision_notable ON decision (sequence, stream, time, entity, risk, outcome, amount) WHERE outcome <> 0 OR risk >= 30;
CREATE INDEX decision_label ON decision (sequence) WHERE label IS NOT NULL;

-- For those who ask with SQL.
CREATE VIEW frauds AS
SELECT j.sequence AS decision_id, s.text AS stream, j.id AS transaction_hash, j.entity AS entity_hash,
  strftime('%Y-%m-%dT%H:%M:%fZ', j.time / 1000000.0, 'unixepoch') AS timestamp, j.amount AS amount, p.text AS location,
  j.risk AS risk_score, CASE j.outcome WHEN 0 THEN 'approve' WHEN 1 THEN 'review' ELSE 'block' END AS decision,
  j.label = 1 AS is_confirmed, m.text AS model_version
FROM decision AS j
JOIN name AS s ON s.id = j.stream
JOIN name AS m ON m.id = j.model
LEFT JOIN name AS p ON p.id = j.location
WHERE j.outcome = 2 AND j.label IS NOT 0 OR j.label = 1;

CREATE VIEW detected_anomalies_ensemble AS
SELECT j.sequence AS decision_id, s.text AS stream, j.id AS transaction_hash, j.entity AS entity_hash,
  strftime('%Y-%m-%dT%H:%M:%fZ', j.time / 1000000.0, 'unixepoch') AS timestamp, j.amount AS amount, p.text AS location,
  j.raw_score AS anomaly_score, j.risk AS risk_score,
  CASE WHEN j.risk >= 95 THEN 'critical' WHEN j.risk >= 60 THEN 'high' WHEN j.risk >= 30 THEN 'medium' ELSE 'low' END AS risk_level,
  1 AS is_anomaly, CASE j.outcome WHEN 1 THEN 'review' ELSE 'block' END AS decision, m.text AS model_version
FROM decision AS j
JOIN name AS s ON s.id = j.stream
JOIN name AS m ON m.id = j.model
LEFT JOIN name AS p ON p.id = j.location
WHERE j.outcome <> 0;
