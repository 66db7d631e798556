"""What was built, found or verified of the published vocabularies, as lines for a person and as JSON; with what has to be said of its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from archive.authorities.packages import ATTRIBUTION, FAST, NAMES
from archive.findings import Finding
from archive.reports.lines import counted
from archive.reports.plain import code_of

if TYPE_CHECKING:
    from archive.authorities.build import Built, Told
    from archive.authorities.heading import Heading
    from archive.workflows.authorities import Found

_NEXT = "python -m archive authorities find LABEL · python -m archive authorities verify seeds"


def told_on(stream: TextIO) -> Told | None:
    """Tells on a terminal how far the index is; None where nobody watches."""
    if not stream.isatty():
        return None

    def told(what: str, count: int) -> None:
        stream.write(f"\r{what}: {count:,} …".ljust(50) + ("\n" if not count else ""))
        stream.flush()

    return told


def built_lines(built: Built) -> list[str]:
    counts = " · ".join(f"{count:,} of {scheme}" for scheme, count in built.headings.items())
    lacking = [name for name, scheme in zip(NAMES, ATTRIBUTION, strict=True) if scheme not in built.headings]
    return [
        f"{counts} · {built.size / 1e6:.0f} MB in {built.path}",
        *(f"not indexed, for it is not installed: {name}" for name in lacking),
        *(ATTRIBUTION[scheme] for scheme in built.headings),
        _NEXT,
    ]


def found_lines(found: Sequence[Found]) -> list[str]:
    lines: list[str] = []
    for one in found:
        if one.exact:
            lines += [one.asked, *(f"  {_line(heading)}" for heading in one.exact)]
        elif one.near:
            lines += [
                f"{one.asked}: no such heading; did you mean",
                *(f"  {_line(heading)}" for heading in one.near),
            ]
        else:
            lines.append(f"{one.asked}: no such heading, and none is like it")
    return [*lines, *_sources(heading.scheme for one in found for heading in (*one.exact, *one.near))]


def found_dict(found: Found) -> dict[str, object]:
    return {
        "asked": found.asked,
        "exact": [_plain(heading) for heading in found.exact],
        "near": [_plain(heading) for heading in found.near],
    }


def verified_lines(
    done: Sequence[tuple[str, int, tuple[Finding, ...]]], packages: Mapping[str, str]
) -> list[str]:
    lines: list[str] = []
    for _, _, findings in done:
        for finding in findings:
            entry = code_of(finding.code)
            lines.append(f"{finding.code} {entry.severity.value:<8} {finding.where}")
            lines.append(f"     {entry.sentence}")
            lines.append(
                f"     found {finding.found} · expected {finding.expected or 'a heading that is known'}"
            )
    wrong = sum(len(findings) for _, _, findings in done)
    held = counted(sum(known for _, known, _ in done), "heading")
    versions = ", ".join(f"{name} {version}" for name, version in packages.items())
    lines.append(
        f"{held} of {counted(len(done), 'description')} held to {versions}: {wrong or 'nothing'} to look at"
    )
    return [*lines, *_sources(["FAST"] if FAST in packages else [])]


def verified_dict(
    done: Sequence[tuple[str, int, tuple[Finding, ...]]], packages: Mapping[str, str]
) -> dict[str, object]:
    findings = [
        {
            "code": finding.code,
            "severity": code_of(finding.code).severity.value,
            "where": finding.where,
            "message": code_of(finding.code).sentence,
            "expected": finding.expected,
            "found": finding.found,
            "remedy": code_of(finding.code).remedy,
        }
        for _, _, found in done
        for finding in found
    ]
    return {
        "summary": {"descriptions": len(done), "headings": sum(known for _, known, _ in done)},
        "packages": dict(packages),
        "findings": findings,
        "sources": _sources(["FAST"] if FAST in packages else []),
    }


def _line(heading: Heading) -> str:
    detail = f", {heading.detail}" if heading.detail else ""
    return f"{heading.label}  ({heading.scheme} {heading.kind}{detail})  {heading.uri}"


def _plain(heading: Heading) -> dict[str, object]:
    return {
        "label": heading.label,
        "uri": heading.uri,
        "scheme": heading.scheme,
        "kind": heading.kind.value,
        "detail": heading.detail,
        "source": ATTRIBUTION[heading.scheme],
    }


def _sources(schemes: Iterable[str]) -> list[str]:
    """What has to be said of the vocabularies that were given, each once; LCSH asks for nothing."""
    return [ATTRIBUTION[scheme] for scheme in sorted(set(schemes)) if scheme != "LCSH"]
