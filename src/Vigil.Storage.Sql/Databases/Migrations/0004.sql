-- The first entry that can have a row in mention. Of those before, decided by an earlier version, the names are sealed: who looks for a
-- merchant, a place, a device or an address is told from when on they are found.
CREATE TABLE mention_begin (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  sequence INTEGER NOT NULL
) STRICT;
INSERT INTO mention_begin VALUES
  (1, coalesce((SELECT min(sequence) FROM mention), (SELECT max(sequence) + 1 FROM journal), 1));
