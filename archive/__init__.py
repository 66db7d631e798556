"""Texts described, encoded in TEI, packaged into BagIt bags, and bags judged and deposited.

for outcome in archive.describe_seeds("letters"): ...
for outcome in archive.package("letters", "bags"): ...
archive.validate("bags/letter-1").findings
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.api import deposit as deposit
    from archive.api import describe_seeds as describe_seeds
    from archive.api import package as package
    from archive.api import validate as validate
    from archive.checks import Judged as Judged
    from archive.checks import Level as Level
    from archive.checks import Opinion as Opinion
    from archive.errors import ArchiveError as ArchiveError
    from archive.findings import Finding as Finding
    from archive.findings import Severity as Severity
    from archive.fixity import Algorithm as Algorithm
    from archive.outcome import Done as Done
    from archive.outcome import Failed as Failed
    from archive.receipt import Receipt as Receipt
    from archive.record.model import Record as Record
    from archive.record.model import Statement as Statement
    from archive.text import Text as Text
    from archive.text import normalize as normalize
    from archive.text import undo as undo
    from archive.workflows.described import Described as Described
    from archive.workflows.results import Deposited as Deposited
    from archive.workflows.results import Packaged as Packaged

_HOMES = {
    "Algorithm": "archive.fixity",
    "ArchiveError": "archive.errors",
    "Deposited": "archive.workflows.results",
    "Described": "archive.workflows.described",
    "Done": "archive.outcome",
    "Failed": "archive.outcome",
    "Finding": "archive.findings",
    "Judged": "archive.checks",
    "Level": "archive.checks",
    "Opinion": "archive.checks",
    "Packaged": "archive.workflows.results",
    "Receipt": "archive.receipt",
    "Record": "archive.record.model",
    "Severity": "archive.findings",
    "Statement": "archive.record.model",
    "Text": "archive.text",
    "normalize": "archive.text",
    "deposit": "archive.api",
    "describe_seeds": "archive.api",
    "package": "archive.api",
    "undo": "archive.text",
    "validate": "archive.api",
}

__all__ = [
    "Algorithm",
    "ArchiveError",
    "Deposited",
    "Described",
    "Done",
    "Failed",
    "Finding",
    "Judged",
    "Level",
    "Opinion",
    "Packaged",
    "Receipt",
    "Record",
    "Severity",
    "Statement",
    "Text",
    "deposit",
    "describe_seeds",
    "normalize",
    "package",
    "undo",
    "validate",
]


def __getattr__(name: str) -> Any:
    """A public name, loaded from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'archive' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
