"""The rules of a deposit profile, read from a DCTAP table: the one place where it stands what a record must say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from archive.errors import RecordError
from archive.record.conditions import condition
from archive.record.draft import Place
from archive.record.languages import tag_fault
from archive.record.model import PROPERTIES, Statement
from archive.record.value_checks import check, iri
from archive.record.vocabularies import nearest, unknown

MAX_BYTES = 1 << 20
COLUMNS = (
    "profile", "shapeID", "shapeLabel", "propertyID", "propertyLabel", "mandatory", "repeatable", "valueNodeType",
    "valueDataType", "valueConstraint", "valueConstraintType", "valueShape", "note", "level", "weight", "appliesWhen",
    "check",
)  # fmt: skip
"""DCTAP's own columns, and ours: `profile`, `level`, `weight`, `appliesWhen`, `check`; further ones are passed over."""

DOCUMENT, DESCRIPTION = ":Document", ":Description"


class Level(StrEnum):
    MANDATORY = "M"
    IF_APPLICABLE = "MA"
    RECOMMENDED = "R"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one value at least must keep: `kind` is a DCTAP valueConstraintType, `text` the cell as written."""

    kind: str
    text: str

    def met(self, statement: Statement) -> bool:
        """Whether a value keeps it; IRIs are looked for in `uri` and in the value."""
        value = statement.value or ""
        forms = (value, iri(statement) or value)
        match self.kind:
            case "pattern":
                return any(re.search(self.text, form) for form in forms)
            case "picklist":
                return bool(set(forms) & set(re.split(r"[\s,|]+", self.text)))
            case "IRIstem":
                return any(form.startswith(stem) for form in forms for stem in self.text.split())
            case "languageTag":
                return statement.lang in self.text.split() and not tag_fault(statement.lang or "")
            case "minLength":
                return len(value) >= int(self.text)
            case _:  # maxLength
                return len(value) <= int(self.text)


CONSTRAINTS = ("picklist", "IRIstem", "pattern", "languageTag", "minLength", "maxLength")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a property of a shape, how much it weighs, when it applies, and what is asked of its values.

    It applies when any of `conditions` holds; these and the `checks` are names, so that a profile can be sent to a worker. `row` counts the rows of the table, its heading the first.
    """

    row: int
    shape: str
    property: str
    level: Level
    mandatory: bool
    repeatable: bool
    weight: int
    conditions: tuple[str, ...]
    checks: tuple[str, ...]
    constraint: Constraint | None
    status_allowed: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """`name` tells the profile and its version, as the first cell of the column `profile` does."""

    name: str
    rules: tuple[Rule, ...]


@lru_cache(maxsize=8)
def load_profile(data: bytes, where: str = "deposit profile") -> Profile:
    """The profile that a DCTAP table in CSV holds. Raises RecordError E0307, every fault in `causes`."""
    rows = list(_rows(data, where))
    faults: list[Place] = []
    names = [row["profile"] for _, row in rows if row.get("profile")]
    rules: list[Rule] = []
    shape = DOCUMENT
    for number, row in rows:
        shape = row.get("shapeID") or shape
        if row.get("propertyID"):
            rule = _rule(number, shape, row, faults)
            if rule is not None:
                rules.append(rule)
    for rule in rules:
        twin = next(other for other in rules if (other.shape, other.property) == (rule.shape, rule.property))
        if twin is not rule:
            faults.append(
                (
                    f"row {rule.row}, propertyID",
                    f"dcterms:{rule.property} has a rule in row {twin.row} already",
                )
            )
    if not rules and not faults:
        faults.append(
            ("row 1", "no rule stands in this table; its columns are those of schemas/deposit_profile.csv")
        )
    if faults:
        raise RecordError(
            "E0307", where, f"{len(faults)} fault{'s' if len(faults) > 1 else ''}", tuple(faults)
        )
    return Profile(names[0] if names else f"profile {sha256(data).hexdigest()[:12]}", tuple(rules))


def _rows(data: bytes, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    if len(data) > MAX_BYTES:
        raise RecordError("E0307", where, f"{len(data)} bytes; a profile has {MAX_BYTES} at most")
    try:
        text = data.decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise RecordError("E0307", where, f"no CSV in UTF-8: {error}") from error
    header = [cell.strip() for cell in table[0]] if table else []
    for column in ("propertyID", "level"):
        if column not in header:
            meant = nearest(column, header)
            hint = f'; is "{meant}" it?' if meant else ""
            raise RecordError("E0307", where, f"there is no column `{column}`{hint}")
    for number, cells in enumerate(table[1:], start=2):
        yield number, {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}


def _rule(number: int, shape: str, row: dict[str, str], faults: list[Place]) -> Rule | None:
    before = len(faults)

    def fault(column: str, sentence: str) -> None:
        faults.append((f"row {number}, {column}", sentence))

    name = row["propertyID"].removeprefix("dcterms:")
    if name not in PROPERTIES:
        fault("propertyID", unknown("property", name, PROPERTIES))
    if shape not in (DOCUMENT, DESCRIPTION):
        fault("shapeID", unknown("shape", shape, (DOCUMENT, DESCRIPTION)))
    flags = {column: _flag(row.get(column, "")) for column in ("mandatory", "repeatable")}
    for column, found in flags.items():
        if found is None:
            fault(column, f'"{row[column]}" is neither true nor false')
    levels = [level.value for level in Level]
    if row.get("level") not in levels:
        fault("level", unknown("level", row.get("level", ""), levels))
    weight = row.get("weight") or "1"
    if not re.fullmatch("[0-9]{1,3}", weight):
        fault("weight", f'"{weight}" is no whole number from 0 to 999')
    conditions = _listed(row.get("appliesWhen") or "always")
    for text in conditions:
        _known(condition, text, "appliesWhen", fault)
    texts = _listed(row.get("check", ""))
    checks = [text for text in texts if text != "status-allowed"]
    for text in checks:
        _known(check, text, "check", fault)
    constraint = _constraint(row, fault)
    if len(faults) > before:
        return None
    level = Level(row["level"])
    return Rule(
        row=number,
        shape=shape,
        property=name,
        level=level,
        mandatory=bool(flags["mandatory"]),
        repeatable=flags["repeatable"] is not False or not row.get("repeatable"),
        weight=int(weight),
        conditions=tuple(conditions),
        checks=tuple(checks),
        constraint=constraint,
        status_allowed=level is not Level.MANDATORY or "status-allowed" in texts,
    )


def _listed(cell: str) -> list[str]:
    return [text.strip() for text in cell.split(";") if text.strip()]


def _flag(cell: str) -> bool | None:
    """DCTAP's truth: true, 1, yes, or false, 0, no, in any case; an empty cell is false."""
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
    return known.get(cell.casefold())


def _known(
    look_up: Callable[[str], object], text: str, column: str, fault: Callable[[str, str], None]
) -> None:
    try:
        look_up(text)
    except ValueError as error:
        fault(column, str(error))


def _constraint(row: dict[str, str], fault: Callable[[str, str], None]) -> Constraint | None:
    text, kind = row.get("valueConstraint", ""), row.get("valueConstraintType", "")
    if not text:
        return None
    if kind not in CONSTRAINTS:
        fault("valueConstraintType", unknown("constraint", kind, CONSTRAINTS))
    elif kind == "pattern":
        try:
            re.compile(text)
        except re.error as error:
            fault("valueConstraint", f"is no regular expression: {error}")
    elif kind in {"minLength", "maxLength"} and not re.fullmatch("[0-9]{1,9}", text):
        fault("valueConstraint", f'"{text[:60]}" is no whole number')
    return Constraint(kind, text)
