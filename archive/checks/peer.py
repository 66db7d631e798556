"""The second opinion: what bagit-python says of a bag in which we found no error. The one home of that library."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.findings import Finding

# Why the peer refuses bags that are right, by what its message or the bag shows (bagit-python 1.9.0).
_KNOWN = (
    (
        ("%25", "%0A", "%0D", "%0a", "%0d"),
        "it does not decode a percent sign as RFC 8493 has it encoded (§2.1.3)",
    ),
    (("contains invalid tag",), "it ends lines at characters that are no line ends (§2.3)"),
    (
        ("does not start with BOM", "Unsupported encoding", "unknown encoding"),
        "it cannot decode these tag files (§2.1.1)",
    ),
    (("Missing required tag in bagit.txt",), "it does not know the labels in another case (§7.1)"),
    (("Malformed URL",), "it wants a host in every URI (§2.2.3)"),
    (('expected="\\',), "it does not read the backslash of md5sum (§6.1.3)"),
    (("  exists on filesystem",), "it takes blanks from the end of a name (§2.1.3)"),
    (("is unsafe",), "it takes a path for unsafe that stays in the bag (§5.1)"),
)


def second_opinion(path: Path) -> tuple[Finding, ...]:
    """O0101 with bagit-python's message if it refuses the bag directory `path`, else nothing.

    Only to be asked of a bag without an error of ours: on hostile input the library follows links, hangs on pipes
    and reads outside the bag. One process, no log, no change of directory. A serialized bag it cannot read.
    """
    if not path.is_dir():
        return ()
    import bagit

    with _silenced("bagit"):
        try:
            bagit.Bag(str(path)).validate(processes=1)
        except bagit.BagError as error:
            message = str(error)
        except (ValueError, OSError, LookupError, AttributeError, TypeError, RuntimeError) as error:
            # It was written for bags that are nearly right, and raises whatever a wrong one leads to.
            message = f"{type(error).__name__}: {error}"
        else:
            return ()
    message = message.replace(str(path), path.name)  # the same words wherever the bag lies
    reason = next((reason for signs, reason in _KNOWN if any(sign in message for sign in signs)), None)
    return (Finding("O0101", "", "accepted by both", message if reason is None else f"{message} ({reason})"),)


@contextmanager
def _silenced(name: str) -> Iterator[None]:
    """The logger of this name switched off within the block; it is left as it was."""
    logger = logging.getLogger(name)
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
