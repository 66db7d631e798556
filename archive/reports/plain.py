"""Findings, errors and outcomes as plain dictionaries, with what the register says of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archive.errors import ArchiveError
from archive.findings import Code, Finding, register
from archive.outcome import Failed, Outcome
from archive.workflows.results import Packaged, Status, Validated


def code_of(code: str) -> Code:
    """The register's entry; for a code that it lacks, what it says of faults of the program."""
    return register().get(code) or register()["E0599"]


def finding_row(finding: Finding) -> dict[str, Any]:
    code = code_of(finding.code)
    return {
        "code": finding.code,
        "severity": code.severity.value,
        "where": finding.where,
        "message": code.sentence,
        "expected": finding.expected,
        "found": finding.found,
        "clause": code.clause,
        "remedy": code.remedy,
    }


def error_row(error: ArchiveError) -> dict[str, Any]:
    code = code_of(error.code)
    return {
        "code": error.code,
        "where": error.where,
        "message": code.sentence,
        "detail": error.detail,
        "causes": [{"where": where, "detail": detail} for where, detail in error.causes],
        "remedy": code.remedy,
    }


def packaged_row(outcome: Outcome[Packaged]) -> dict[str, Any]:
    """One seed as `package --format json` gives it (schemas/package.schema.json)."""
    if isinstance(outcome, Failed):
        return {
            "seed": outcome.item,
            "status": Status.FAILED.value,
            "bag": None,
            "error": error_row(outcome.error),
        }
    value = outcome.value
    judged = value.judged
    return {
        "seed": value.seed,
        "status": value.status.value,
        "bag": value.bag,
        "title": value.title,
        "created": value.created,
        "files": value.files,
        "size": value.size,
        "valid": judged.valid if judged else None,
        "level": judged.level.value if judged else None,
        "completeness": judged.completeness if judged else None,
        "findings": [finding_row(finding) for finding in value.findings],
    }


def validated_row(outcome: Outcome[Validated]) -> dict[str, Any]:
    """One bag as `validate --format json` gives it (schemas/validate.schema.json)."""
    if isinstance(outcome, Failed):
        return {
            "bag": outcome.item,
            "level": None,
            "valid": None,
            "findings": [],
            "error": error_row(outcome.error),
        }
    value = outcome.value
    return {
        "bag": value.bag,
        "level": value.judged.level.value,
        "profiles": list(value.judged.profiles),
        "valid": value.judged.valid,
        "digests_checked": value.judged.digests_checked,
        "files": value.judged.files,
        "size": value.judged.size,
        "completeness": value.judged.completeness,
        "findings": [finding_row(finding) for finding in value.judged.findings],
    }


def tallied(counts: Mapping[str, int], seconds: float) -> dict[str, Any]:
    return {**counts, "seconds": round(seconds, 2)}
