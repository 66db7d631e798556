"""`python -m archive`."""

from archive.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
