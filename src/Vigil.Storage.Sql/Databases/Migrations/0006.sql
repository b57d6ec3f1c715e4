-- Stream definitions that were applied. Decisions name them, so none is ever deleted.
CREATE TABLE definition (
  version TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  created INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
