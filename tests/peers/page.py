"""The page `docs/peers.md`: totals of each judge, every difference from bagit-python with its reason, and each case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.findings import register
from tests.peers.cases import Case, Kind
from tests.peers.judges import SECONDS, Judge, Opinion, Outcome
from tests.peers.reasons import reason

Row = tuple[Case, dict[str, Opinion]]
OURS, PEER = "Archive", "bagit-python"

# Which warnings of the peers are about which of the faults that deserve one.
ABOUT = (
    ("multiple times", {"B0209"}),
    ("TAG_FILES_ENCODING", {"B0114", "B0118"}),
    ("WEAK_CHECKSUM_ALGORITHM", {"B0220", "B0221"}),
    ("MD5SUM_TOOL_GENERATED_MANIFEST", {"B0213"}),
    ("LEADING_DOT_SLASH", {"B0216"}),
    ("DIFFERENT_CASE", {"B0611"}),
    ("DIFFERENT_NORMALIZATION", {"B0612", "B0613"}),
    ("OS_SPECIFIC_FILES", {"B0608"}),
)

HEAD = """# Beside its peers

What `validate` and other validators of BagIt say of the same bags. The page is written by `python tests/peers/compare.py`; the
cases are in `tests/peers/cases.py` and `tests/checks/`, the reasons in `tests/peers/reasons.py`.

Our own bags were built clause by clause from [RFC 8493](rfc8493.md) by the people who wrote the validator, so that our row shows only
that the two agree; what the page is for are the differences, and the conformance suite, which is not ours.
"""

MEANS = """
- **bad accepted**: bags that break a MUST and are said to be valid. **breaks off**: bad bags at which the program ends with a traceback or,
  a library, with an exception that is none of its own (so that nobody learns what is wrong with the bag). **hangs**: bad bags at which it
  had not ended after {seconds} seconds.
- **good refused**: bags that keep every clause, and are not said to be valid. **right warnings**: bags that are valid and break a SHOULD or a
  recommendation, accepted with a warning about that; a warning that is also given for a plain bag counts for nothing.
- **suite**: bags of the conformance suite judged as their folder says, one of `warning` with a warning of whatever kind. Of its {all} bags
  {scored} count: those of `windows-only` are for another system, and three are defective, as [told here](rfc8493.md#the-conformance-suite).
- **changed**: bags that were not the same after they were judged. bdbag takes a folder that it does not know for a bag as one that is to be
  made a bag of, moves all of it to `data`, and says that the result is valid.
"""

AGAIN = """
## To do it again

```sh
python tests/peers/install.py FOLDER
python tests/peers/compare.py --peers FOLDER --write docs/peers.md
```

Each judge is a process of its own and has a copy of the bag of its own, with its own home and temporary folder; no peer comes near an
original. bagit-python is `python -m bagit --validate`, bdbag `bdbag --validate full`, bagit-utils `bagit validate -v`; bagit-java has no
program, and is asked by `tests/peers/programs/Judge.java` to read, verify and lint. Serialized bags are left out: most peers take none.
{missing}go-bagit and BagItTools were not tried: the one is not to be had from the Go module proxy, the other is not on a registry that the
script uses.
"""


@dataclass(frozen=True, slots=True)
class Results:
    """All judges on all cases: the plain bags, the suite's, our own."""

    judges: tuple[Judge, ...]
    missing: tuple[str, ...]
    plain: tuple[Row, ...]
    suite: tuple[Row, ...]
    own: tuple[Row, ...]


def page(results: Results) -> str:
    """The whole page, Markdown."""
    missing = "".join(f"{name} was not installed. " for name in results.missing)
    parts = [
        HEAD,
        *_table(_totals(results)),
        MEANS.format(
            seconds=SECONDS, all=len(results.suite), scored=sum(case.scored for case, _ in results.suite)
        ),
        "## Where bagit-python and ours differ",
        "",
        *_differences(results),
        "## The conformance suite",
        "",
        "Bags that do not count are marked *; wrong verdicts are **bold**; † the judge changed the bag.",
        "",
        *_table(_cases(results, results.suite)),
        *_own(results),
        AGAIN.format(missing=missing).lstrip("\n"),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _totals(results: Results) -> Iterator[Sequence[str]]:
    count = {kind: sum(case.kind is kind for case, _ in results.own) for kind in Kind}
    scored = sum(case.scored for case, _ in results.suite)
    yield (
        "program",
        f"bad accepted, of {count[Kind.BAD]}",
        "breaks off",
        "hangs",
        f"good refused, of {count[Kind.GOOD]}",
        f"right warnings, of {count[Kind.WARNING]}",
        f"suite, of {scored}",
        "changed",
    )
    for judge in results.judges:

        def number(kind: Kind, test: Callable[[Case, Opinion], bool], name: str = judge.name) -> str:
            return str(sum(case.kind is kind and test(case, row[name]) for case, row in results.own))

        everything = (*results.suite, *results.own)
        yield (
            f"{judge.name} {judge.version}",
            number(Kind.BAD, lambda _, opinion: opinion.accepts),
            number(Kind.BAD, lambda _, opinion: opinion.outcome is Outcome.BREAKS),
            number(Kind.BAD, lambda _, opinion: opinion.outcome is Outcome.HANGS),
            number(Kind.GOOD, lambda _, opinion: not opinion.accepts),
            number(Kind.WARNING, lambda case, opinion, judge=judge: _right(results, judge, case, opinion)),
            str(sum(case.scored and _as_told(case, row[judge.name]) for case, row in results.suite)),
            str(sum(row[judge.name].changed for _, row in everything)),
        )


def _right(results: Results, judge: Judge, case: Case, opinion: Opinion) -> bool:
    """Whether a warning is about the fault of the case, whose code its name begins with."""
    if not opinion.accepts:
        return False
    always = {warning for _, row in results.plain for warning in row[judge.name].warnings}
    code = case.name[:5]
    return code in opinion.warnings or any(
        sign in warning and code in codes for warning in opinion.warnings - always for sign, codes in ABOUT
    )


def _as_told(case: Case, opinion: Opinion) -> bool:
    """Whether a bag of the suite was judged as its folder says."""
    if case.kind is Kind.WARNING:
        return opinion.accepts and bool(opinion.warnings)
    return opinion.accepts is (case.kind is Kind.GOOD)


def _differences(results: Results) -> Iterator[str]:
    rows = [row for row in (*results.suite, *results.own) if row[1][OURS].outcome is not row[1][PEER].outcome]
    groups = (
        ("It accepts, ours refuses", lambda mine, other: other.accepts),
        ("It breaks off or hangs", lambda mine, other: other.outcome in {Outcome.BREAKS, Outcome.HANGS}),
        ("It refuses, ours accepts", lambda mine, other: other.outcome is Outcome.REFUSES),
    )
    for title, fits in groups:
        group = [(case, row) for case, row in rows if fits(row[OURS], row[PEER])]
        yield f"### {title} ({len(group)})\n"
        yield from _table(
            [
                ("bag", "ours", PEER, "reason"),
                *(
                    (case.name, _mark(case, row[OURS]), row[PEER].outcome, _sentence(reason(case.name)))
                    for case, row in group
                ),
            ]
        )
        yield ""
    silent = [
        case.name
        for case, row in (*results.suite, *results.own)
        if case.kind is Kind.WARNING and row[PEER].accepts and not row[PEER].warnings
    ]
    yield f"### It accepts in silence, ours accepts with a warning ({len(silent)})\n"
    yield (
        "It has no check for any of these: SHOULDs and recommendations of §2 (B01 to B05), of §6.1 for names that do not travel"
        " (B06), and links within a bag (B0803). Of all the doubtful bags it warns of one kind only: a file listed twice with one digest before 1.0 (B0209)."
    )
    yield f"\n{', '.join(silent)}.\n"


def _sentence(text: str | None) -> str:
    return "**no reason is known**" if text is None else text


def _own(results: Results) -> Iterator[str]:
    titles = {
        Kind.BAD: ("Our bad bags", "Each breaks a MUST: all are to be refused."),
        Kind.WARNING: (
            "Our doubtful bags",
            "Each is valid and breaks a SHOULD, or a recommendation: all are to be accepted, with a warning.",
        ),
        Kind.GOOD: (
            "Our good bags",
            "All are to be accepted. Each near miss is a good bag that resembles the bad one it is near to.",
        ),
    }
    for kind, (title, text) in titles.items():
        yield f"\n## {title}\n\n{text}\n"
        yield from _table(_cases(results, [row for row in results.own if row[0].kind is kind]))
    yield ""


def _cases(results: Results, rows: Iterable[Row]) -> Iterator[Sequence[str]]:
    yield ("bag", "is", *(judge.name for judge in results.judges))
    for case, row in rows:
        yield (
            case.name if case.scored else f"{case.name} *",
            _is(case),
            *(_mark(case, row[judge.name]) for judge in results.judges),
        )


def _is(case: Case) -> str:
    """What is wrong with the bag: the sentence of its code, if its name begins with one."""
    entry = register().get(case.name[:5])
    return entry.sentence if entry and case.kind is not Kind.GOOD else str(case.kind)


def _mark(case: Case, opinion: Opinion) -> str:
    """The outcome, with our codes; bold if it is wrong."""
    text = str(opinion.outcome)
    if opinion.outcome in {Outcome.BREAKS, Outcome.HANGS} or _wrong(case, opinion):
        text = f"**{text}**"
    if opinion.changed:
        text += " †"
    return " ".join((text, *opinion.codes))


def _wrong(case: Case, opinion: Opinion) -> bool:
    return case.kind is not Kind.DEFECTIVE and opinion.accepts is (case.kind is Kind.BAD)


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table, the first row its head."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
        if number == 0:
            yield "|" + " --- |" * len(row)
