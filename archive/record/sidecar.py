"""What a person says of a document, from a sidecar beside it or a row of a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from archive.errors import RecordError
from archive.record.draft import (
    UNNAMED,
    Draft,
    Place,
    admit,
    clean,
    is_todo,
    nearest_key,
    property_fault,
    property_of,
    text_fault,
)
from archive.record.model import Agent, AgentKind, Origin, Statement
from archive.record.vocabularies import charset_fault, unknown
from archive.record.yaml_tree import Mapping, Node, Scalar, Sequence, TreeError, parse

_KEYS = ["value", "lang", "scheme", "uri", "role", "origin", "status", "evidence", "note", "agent"]
_KINDS = [kind.value for kind in AgentKind]


@dataclass(frozen=True, slots=True)
class Declared:
    """One document's statements in the person's order, the charset they gave, and who they are."""

    statements: tuple[Statement, ...] = ()
    charset: str | None = None
    cataloguers: tuple[Agent, ...] = ()


def read_sidecar(data: bytes, where: str) -> Declared:
    """What a YAML sidecar says (docs/record.md). Raises RecordError E0301 or E0302, every fault of the file in `causes`."""
    faults: list[Place] = []
    root = read_mapping(data, where, faults)
    fields = {key.text: (key, value) for key, value in root.pairs}
    cataloguers: tuple[Agent, ...] = ()
    charset: str | None = None
    if "cataloguer" in fields:
        cataloguers = read_agents(fields["cataloguer"][1], "cataloguer", faults)
    if "charset" in fields and not _is_todo(fields["charset"][1]):
        charset = read_text(fields["charset"][1], "charset", faults)
        if charset and (fault := charset_fault(charset)):
            faults.append((at(fields["charset"][1], "charset"), fault))
    agent = cataloguers[0] if cataloguers else UNNAMED
    others = [(key, value) for key, value in root.pairs if key.text not in {"cataloguer", "charset"}]
    statements = read_statements(others, agent, Origin.SUPPLIED, faults, beside=("cataloguer", "charset"))
    if faults:
        raise RecordError("E0302", where, count(faults, "sidecar"), in_order(faults))
    return Declared(statements, charset, cataloguers)


def attributed(declared: Declared, agent: Agent) -> Declared:
    """The same with `agent` wherever the file names no cataloguer."""
    statements = tuple(
        replace(statement, agent=agent) if statement.agent == UNNAMED else statement
        for statement in declared.statements
    )
    return replace(declared, statements=statements)


def read_mapping(data: bytes, where: str, faults: list[Place], code: str = "E0301") -> Mapping:
    """The mapping that a YAML file is, empty for an empty file. Raises RecordError with `code` on anything else."""
    try:
        root = parse(data, faults)
    except TreeError as error:
        place = f"{where}:{error.line}" if error.line else where
        raise RecordError(code, place, str(error)) from error
    if root is None:
        return Mapping((), 1)
    if not isinstance(root, Mapping):
        raise RecordError(code, f"{where}:{root.line}", "the file is not a mapping of `key: value` lines")
    return root


def read_statements(
    pairs: list[tuple[Scalar, Node]],
    agent: Agent,
    origin: Origin,
    faults: list[Place],
    *,
    inside: str = "",
    beside: tuple[str, ...] = (),
) -> tuple[Statement, ...]:
    """The statements of a mapping from properties to values; `beside` are other keys that may stand there."""
    statements: list[Statement] = []
    seen: dict[str, int] = {}
    for key, node in pairs:
        name = property_of(key.text)
        if name is None:
            near = unknown("key", key.text, beside) if beside else ""
            sentence = near if "did you mean" in near else property_fault(key.text)
            faults.append((at(key, f"{inside}{key.text[:60]}"), sentence))
            continue
        if name in seen:
            sentence = f"means {name}, which stands in line {seen[name]} already; make one list of both"
            faults.append((at(key, f"{inside}{key.text}"), sentence))
            continue
        seen[name] = key.line
        for place, value in _listed(node, f"{inside}{name}"):
            if _is_todo(value):
                continue
            draft = _draft(name, value, place, faults)
            statement = admit(draft, agent, origin, faults) if draft is not None else None
            if statement is not None:
                statements.append(statement)
    return tuple(statements)


def read_agents(node: Node, place: str, faults: list[Place]) -> tuple[Agent, ...]:
    """The persons and bodies of `cataloguer: name`, `{person: name}`, `{organization: name}`, or a list of these."""
    agents = (_agent(value, where, faults) for where, value in _listed(node, place) if not _is_todo(value))
    return tuple(agent for agent in agents if agent is not None)


def read_text(node: Node, place: str, faults: list[Place]) -> str | None:
    """The text of a scalar, None after adding to `faults` what is wrong with it."""
    if not isinstance(node, Scalar):
        faults.append((at(node, place), "is one text, not a list or a mapping"))
        return None
    text = clean(node.text)
    fault = text_fault("" if node.empty else text)
    if fault is not None:
        faults.append((at(node, place), fault))
        return None
    return text


def at(node: Node, place: str) -> str:
    """A place as messages name it: `line 4: title[0].origin`."""
    return f"line {node.line}: {place}"


def in_order(faults: list[Place]) -> tuple[Place, ...]:
    """The faults by line, those of one line as they were found."""
    return tuple(sorted(faults, key=lambda fault: int(fault[0].removeprefix("line ").partition(":")[0])))


def count(faults: list[Place], what: str) -> str:
    """`1 fault in this sidecar`."""
    return f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in this {what}"


def _is_todo(node: Node) -> bool:
    """`todo`, or a mapping whose value is that; with evidence it is a word of the text."""
    if isinstance(node, Scalar):
        return is_todo(node.text)
    fields = {key.text: value for key, value in node.pairs} if isinstance(node, Mapping) else {}
    value = fields.get("value")
    return isinstance(value, Scalar) and is_todo(value.text) and "evidence" not in fields


def _listed(node: Node, place: str) -> list[tuple[str, Node]]:
    if isinstance(node, Sequence):
        return [(f"{place}[{number}]", item) for number, item in enumerate(node.items)]
    return [(place, node)]


def _draft(name: str, node: Node, place: str, faults: list[Place]) -> Draft | None:
    if isinstance(node, Scalar):
        return Draft(at(node, place), name, value="" if node.empty else clean(node.text))
    if isinstance(node, Sequence):
        faults.append((at(node, place), "is a list within a list; a property has one list of values"))
        return None
    before = len(faults)
    texts: dict[str, Any] = {}
    evidence: tuple[tuple[str, str | None], ...] = ()
    agent: Agent | None = None
    for key, value in node.pairs:
        if key.text not in _KEYS:
            faults.append((at(key, f"{place}.{key.text[:60]}"), nearest_key(key.text, _KEYS)))
        elif key.text == "evidence":
            evidence = _quotes(value, f"{place}.evidence", faults)
        elif key.text == "agent":
            agent = _agent(value, f"{place}.agent", faults)
        else:
            texts[key.text] = read_text(value, f"{place}.{key.text}", faults)
    if len(faults) > before:
        texts = {key: text for key, text in texts.items() if text is not None}
        _also(Draft(at(node, place), name, **texts, evidence=evidence), faults)
        return None
    return Draft(at(node, place), name, **texts, evidence=evidence, agent=agent)


def _also(draft: Draft, faults: list[Place]) -> None:
    """Adds what else is wrong with a value that is already refused, so that one look mends all of it."""
    further: list[Place] = []
    admit(draft, UNNAMED, Origin.SUPPLIED, further)
    faults.extend(fault for fault in further if "has no value" not in fault[1])


def _quotes(node: Node, place: str, faults: list[Place]) -> tuple[tuple[str, str | None], ...]:
    quotes: list[tuple[str, str | None]] = []
    for where, item in _listed(node, place):
        if not isinstance(item, Mapping):
            quote = read_text(item, where, faults)
            start = None
        else:
            fields = {key.text: value for key, value in item.pairs}
            for key, _ in item.pairs:
                if key.text not in ("quote", "start"):
                    faults.append(
                        (at(key, f"{where}.{key.text[:60]}"), nearest_key(key.text, ["quote", "start"]))
                    )
            if "quote" not in fields:
                faults.append((at(item, where), "has no `quote`: the words of the text"))
                continue
            quote = read_text(fields["quote"], f"{where}.quote", faults)
            start = read_text(fields["start"], f"{where}.start", faults) if "start" in fields else None
        if quote is not None:
            quotes.append((quote, start))
    return tuple(quotes)


def _agent(node: Node, place: str, faults: list[Place]) -> Agent | None:
    if isinstance(node, Scalar):
        name = read_text(node, place, faults)
        return Agent(AgentKind.PERSON, name) if name else None
    if isinstance(node, Sequence):
        faults.append((at(node, place), "is a list within a list"))
        return None
    known = [*_KINDS, "version", "rule"]
    fields: dict[str, str | None] = {}
    for key, value in node.pairs:
        if key.text in known:
            fields[key.text] = read_text(value, f"{place}.{key.text}", faults)
        else:
            faults.append((at(key, f"{place}.{key.text[:60]}"), nearest_key(key.text, known)))
    kinds = [kind for kind in _KINDS if kind in fields]
    if len(kinds) != 1:
        faults.append((at(node, place), f"names one of {', '.join(_KINDS)}, and has {len(kinds)}"))
        return None
    name = fields[kinds[0]]
    return Agent(AgentKind(kinds[0]), name, fields.get("version"), fields.get("rule")) if name else None
