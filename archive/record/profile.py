"""The judgement on a record by a deposit profile: a gate, completeness, a level, and a vector; never one number alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.findings import Finding, errors
from archive.record.conditions import Case, condition
from archive.record.consistency import agreeing, numbered, well_made
from archive.record.dimensions import Dimension, vector
from archive.record.model import SOFTWARE, Origin, Record, Statement, Status
from archive.record.owed import owed_code
from archive.record.rules import DESCRIPTION, Level, Profile, Rule, load_profile
from archive.record.value_checks import RECORD, check, place
from archive.record.vocabularies import rights_fault
from archive.record.whole import Whole

__all__ = ["Judgement", "Prior", "Profile", "judge", "judge_once", "load_profile"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a profile finds of one record. Counts are of the profile's elements that apply to it.

    `met` of `owed` is the plain completeness, `weighted_met` of `weighted_owed` the weighted one (Ochoa & Duval 2009);
    elements declared not stated or not applicable are in neither number, and are counted apart. `level` is the DLF's:
    `minimal`, `suggested`, `ideal`, or None below the first. `elements` gives for each that applies, in the profile's
    order, `stated`, `not-stated`, `not-applicable` or `owed`; those of the description itself as `description/license`.
    """

    profile: str
    findings: tuple[Finding, ...]
    met: int
    owed: int
    weighted_met: int
    weighted_owed: int
    not_stated: int
    not_applicable: int
    level: str | None
    vector: tuple[Dimension, ...]
    elements: tuple[tuple[str, str], ...] = ()

    @property
    def gate(self) -> bool:
        """Whether nothing is at fault: no finding of severity error."""
        return not errors(self.findings)

    @property
    def summary(self) -> str:
        """One line for people: `24 of 27 elements, weighted 62 of 68, 2 not stated; level suggested`."""
        apart = "".join(
            f", {count} {what}"
            for count, what in ((self.not_stated, "not stated"), (self.not_applicable, "not applicable"))
            if count
        )
        counted = (
            f"{self.met} of {self.owed} elements, weighted {self.weighted_met} of {self.weighted_owed}{apart}"
        )
        return f"{counted}; level {self.level or 'below minimal'}"

    def as_dict(self) -> dict[str, Any]:
        """The judgement without its findings, as reports give it in JSON."""
        return {
            "profile": self.profile,
            "gate": self.gate,
            "met": self.met,
            "owed": self.owed,
            "weighted_met": self.weighted_met,
            "weighted_owed": self.weighted_owed,
            "not_stated": self.not_stated,
            "not_applicable": self.not_applicable,
            "level": self.level,
            "vector": {dimension.name: [dimension.good, dimension.of] for dimension in self.vector},
            "elements": dict(self.elements),
        }


def judge(
    record: Record,
    profile: Profile,
    *,
    text: str | None = None,
    seed: bytes | None = None,
    opened_at: datetime | None = None,
    whole: Whole | None = None,
) -> Judgement:
    """All that is wrong with a record, and how complete it is.

    `text` is the normalized text and `seed` the bytes received; without them what needs them is not asked. No date may
    lie after `opened_at`, which is the time of the description unless another is given. Of a document too large to be held
    `text` is its beginning and its end, and `whole` answers for the rest.
    """
    case = Case(record, text, seed, opened_at or record.description.created_at, whole)
    statements = numbered(record.statements)
    own: dict[str, list[tuple[int, Statement]]] = {}
    for number, statement in statements:
        own.setdefault(statement.property, []).append((number, statement))
    made, agreed = list(well_made(case, statements)), list(agreeing(case, statements))
    asked = [
        _ask(rule, case, own.get(rule.property, []))
        for rule in profile.rules
        if any(condition(name)(case) for name in rule.conditions)
    ]
    ruled = [finding for answer in asked for finding in answer.findings]
    counted = [answer for answer in asked if answer.status is None]
    return Judgement(
        profile=profile.name,
        findings=tuple(dict.fromkeys([*ruled, *made, *agreed])),
        met=sum(answer.met for answer in counted),
        owed=len(counted),
        weighted_met=sum(answer.rule.weight for answer in counted if answer.met),
        weighted_owed=sum(answer.rule.weight for answer in counted),
        not_stated=sum(answer.status is Status.NOT_STATED for answer in asked),
        not_applicable=sum(answer.status is Status.NOT_APPLICABLE for answer in asked),
        level=_level(asked),
        vector=vector(case, statements, (*ruled, *made, *agreed), sum(a.met for a in counted), len(counted)),
        elements=tuple((_named(answer.rule), _stands(answer)) for answer in asked),
    )


@dataclass(frozen=True, slots=True)
class Prior:
    """A judgement, and all that it was made of."""

    record: Record
    profile: Profile
    text: str
    seed: bytes
    judgement: Judgement


def judge_once(
    record: Record, profile: Profile, *, text: str, seed: bytes, prior: Prior | None = None
) -> Judgement:
    """What `judge` finds; where all that it looks at is the same as `prior`'s, that judgement."""
    if prior and (prior.seed, prior.text, prior.profile, prior.record) == (seed, text, profile, record):
        return prior.judgement
    return judge(record, profile, text=text, seed=seed)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whether a rule is met; `status` where the record declares, in place of a value, that there is none."""

    rule: Rule
    met: bool
    status: Status | None
    findings: tuple[Finding, ...]


def _named(rule: Rule) -> str:
    return f"description/{rule.property}" if rule.shape == DESCRIPTION else rule.property


def _stands(answer: _Answer) -> str:
    return "stated" if answer.met else answer.status.value if answer.status else "owed"


def _ask(rule: Rule, case: Case, own: list[tuple[int, Statement]]) -> _Answer:
    """What one rule finds of the statements of its property."""
    if rule.shape == DESCRIPTION:
        return _describes(rule, case.record)
    if rule.property == "identifier" and not own:
        own = [(1, Statement("identifier", case.record.identifier, Origin.MEASURED, SOFTWARE))]
    values = tuple((number, statement) for number, statement in own if statement.value)
    if values:
        asked = map(check, rule.checks)
        found = [finding for run, argument in asked for finding in run(case, values, argument)]
        if rule.constraint and not any(rule.constraint.met(statement) for _, statement in values):
            given = "; ".join(statement.value or "" for _, statement in values)
            found.append(
                Finding(
                    "R0232", place(rule.property), f"{rule.constraint.kind}: {rule.constraint.text}", given
                )
            )
        if not rule.repeatable and len(values) > 1:
            found.append(Finding("R0233", place(rule.property), "one value", str(len(values))))
        return _Answer(rule, met=True, status=None, findings=tuple(found))
    status = own[0][1].status if own else None
    if status is not None and rule.status_allowed:
        return _Answer(rule, met=False, status=status, findings=())
    owed = Finding(
        owed_code(rule), place(rule.property), _owed(rule), "nothing" if status is None else status.value
    )
    return _Answer(rule, met=False, status=None, findings=(owed,))


def _owed(rule: Rule) -> str:
    return "a value, or the status not-stated" if rule.status_allowed else "a value"


def _describes(rule: Rule, record: Record) -> _Answer:
    """A rule about the description itself (DACS chapter 8)."""
    about = record.description
    told = {
        "license": about.license,
        "creator": "; ".join(agent.name for agent in about.makers),
        "created": about.created_at.isoformat(),
        "conformsTo": "; ".join(about.conforms_to),
        "language": about.language,
    }.get(rule.property, "")
    where = f"{RECORD}#description/{rule.property}"
    if not told:
        return _Answer(
            rule, met=False, status=None, findings=(Finding("R0150", where, "a value", "nothing"),)
        )
    found: tuple[Finding, ...] = ()
    if rule.property == "license" and (fault := rights_fault(told)):
        found = (Finding("R0220", where, fault, told),)
    elif (
        rule.constraint
        and rule.constraint.kind == "IRIstem"
        and not told.startswith(tuple(rule.constraint.text.split()))
    ):
        found = (Finding("R0232", where, f"{rule.constraint.kind}: {rule.constraint.text}", told),)
    return _Answer(rule, met=True, status=None, findings=found)


def _level(asked: list[_Answer]) -> str | None:
    """The DLF level: all that is mandatory; also what is mandatory if applicable; also what is recommended."""

    def whole(*levels: Level) -> bool:
        return all(answer.met or answer.status is not None for answer in asked if answer.rule.level in levels)

    reached = None
    for name, level in (
        ("minimal", Level.MANDATORY),
        ("suggested", Level.IF_APPLICABLE),
        ("ideal", Level.RECOMMENDED),
    ):
        if not whole(level):
            return reached
        reached = name
    return reached
