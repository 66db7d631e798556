"""`python -m archive`."""

import os
import sys

INTERRUPTED = 130

if __name__ == "__main__":
    try:
        from archive.cli.main import main

        status = main()
    except KeyboardInterrupt:  # before anything was begun
        status = INTERRUPTED
    if status == INTERRUPTED:
        # Python would end by the signal, and not with this status, where it met it while a class was being made.
        sys.stderr.flush()
        os._exit(status)
    raise SystemExit(status)
