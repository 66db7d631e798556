"""An OCFL 1.1 storage root on a local file system: laid out, written, read, recovered and judged (docs/ocfl.md)."""
