-- Requests that their senders may repeat: keyed hashes of the key and of what it came with.
CREATE TABLE request (
  key BLOB PRIMARY KEY,
  content BLOB NOT NULL,
  received INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX request_received ON request (received);

-- Up to which entry of the audit log a webhook was told.
CREATE TABLE audit_delivery (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  sequence INTEGER NOT NULL
) STRICT;
