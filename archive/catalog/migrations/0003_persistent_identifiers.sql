-- A DOI, a handle or the like, which a repository gave to what it took.

ALTER TABLE receipts ADD COLUMN persistent_identifier TEXT;
