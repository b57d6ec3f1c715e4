-- What a decision can be found by beside its identifier and entity: keyed hashes, for the values may be personal. A table of its own, so
-- that nothing stands behind the body of a journal row. A decision without any of them has no row.
CREATE TABLE mention (
  sequence INTEGER PRIMARY KEY,
  merchant INTEGER NOT NULL,
  place INTEGER NOT NULL,
  device INTEGER NOT NULL,
  address INTEGER NOT NULL,
  currency INTEGER NOT NULL
) STRICT;
CREATE INDEX mention_merchant ON mention (sequence >> 14, merchant) WHERE merchant <> 0;
CREATE INDEX mention_place ON mention (sequence >> 14, place) WHERE place <> 0;
CREATE INDEX mention_device ON mention (sequence >> 14, device) WHERE device <> 0;
CREATE INDEX mention_address ON mention (sequence >> 14, address) WHERE address <> 0;

-- Roll-ups by currency, for sums never mix currencies; 0 is none.
CREATE TABLE minute_currency (
  minute INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  currency INTEGER NOT NULL,
  approve INTEGER NOT NULL,
  review INTEGER NOT NULL,
  block INTEGER NOT NULL,
  low INTEGER NOT NULL,
  medium INTEGER NOT NULL,
  high INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  amount REAL NOT NULL,
  PRIMARY KEY (minute, stream, currency)
) STRICT, WITHOUT ROWID;
INSERT INTO minute_currency SELECT minute, stream, 0, approve, review, block, low, medium, high, critical, amount FROM minute_volume;
DROP TABLE minute_volume;
ALTER TABLE minute_currency RENAME TO minute_volume;

CREATE TABLE hour_currency (
  hour INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  location INTEGER NOT NULL,
  currency INTEGER NOT NULL,
  decisions INTEGER NOT NULL,
  alerts INTEGER NOT NULL,
  amount REAL NOT NULL,
  located INTEGER NOT NULL,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  PRIMARY KEY (hour, stream, location, currency)
) STRICT, WITHOUT ROWID;
INSERT INTO hour_currency SELECT hour, stream, location, 0, decisions, alerts, amount, located, latitude, longitude FROM hour_location;
DROP TABLE hour_location;
ALTER TABLE hour_currency RENAME TO hour_location;

-- From receipt to decision, in logarithmic buckets.
CREATE TABLE minute_delay (
  minute INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  decisions INTEGER NOT NULL,
  PRIMARY KEY (minute, stream, bucket)
) STRICT, WITHOUT ROWID;

-- Lists that a person named, as the address of the console has them.
CREATE TABLE saved_view (
  person TEXT NOT NULL REFERENCES person (name) ON DELETE CASCADE,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
