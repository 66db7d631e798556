"""The program that `archive.tei.trial` starts: libxml2 compiles grammars from standard input, within seconds of CPU and a memory that are bounded.

First come the seconds (8 bytes), then each grammar after its length (8 bytes). What it says of one that is no grammar goes to standard
output, and the status is 1; one that takes too long ends it by SIGXCPU. It imports nothing of ours, to begin fast.
"""

from __future__ import annotations

import resource
import signal
import sys
from contextlib import suppress

from lxml import etree

WIDTH = 8
MEMORY = 4 << 30


def main() -> int:
    """The exit status."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    given = sys.stdin.buffer
    seconds = int.from_bytes(given.read(WIDTH), "big")
    for limit, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most + (limit == resource.RLIMIT_CPU)))
    while head := given.read(WIDTH):
        try:
            etree.RelaxNG(
                etree.fromstring(given.read(int.from_bytes(head, "big")), etree.XMLParser(huge_tree=True))
            )
        except (etree.LxmlError, MemoryError) as error:
            sys.stdout.write(str(error) or type(error).__name__)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
