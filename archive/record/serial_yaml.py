"""A record as a sidecar that `read_sidecar` takes back.

Lost on the way: the description of the record itself, the record's identifier, and the order among values of *different*
properties. What a person's words replaced (`superseded`) stands as comments at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring

from archive.record.draft import UNNAMED
from archive.record.model import Agent, AgentKind, Evidence, Origin, Record, Statement, Status

WIDTH = 100

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()/'’-]*[\w.)])?")
_RESERVED = frozenset(
    {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}
)  # to other readers of YAML 1.1
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"(?<=[^\s\\]) (?=[^\s\\])")  # where a quoted text may be folded without changing it


def to_yaml(record: Record) -> bytes:
    """The bytes of a sidecar that says the record's statements, in UTF-8."""
    cataloguers = tuple(agent for agent in record.description.makers if agent.kind is not AgentKind.SOFTWARE)
    lines = list(_lines(record.statements, cataloguers, None))
    lines.extend(
        f"# superseded: {statement.property}: {_quoted(statement.value or statement.status.value)}"
        for statement in record.superseded
    )
    return _file(lines)


def sidecar_of(
    statements: Iterable[Statement], cataloguers: tuple[Agent, ...], charset: str | None = None
) -> bytes:
    """The bytes of a sidecar that says these statements and no more; the first cataloguer makes those without an agent."""
    return _file(list(_lines(statements, cataloguers, charset)))


def grouped(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements of each property, properties in order of their first."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.property, []).append(statement)
    return groups


def _lines(
    statements: Iterable[Statement], cataloguers: tuple[Agent, ...], charset: str | None
) -> Iterator[str]:
    own = cataloguers[0] if cataloguers else UNNAMED
    yield from _cataloguers(cataloguers)
    if charset is not None:
        yield from _scalar("charset: ", charset)
    for name, group in grouped(statements).items():
        yield from _property(name, group, own)


def _file(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode() if lines else b"{}\n"


def _cataloguers(agents: tuple[Agent, ...]) -> Iterator[str]:
    if len(agents) == 1:
        yield f"cataloguer: {_agent(agents[0])}"
    elif agents:
        yield "cataloguer:"
        yield from (f"  - {_agent(agent)}" for agent in agents)


def _property(name: str, statements: list[Statement], own: Agent) -> Iterator[str]:
    if len(statements) == 1:
        fields = _fields(statements[0], own)
        if isinstance(fields, str):
            yield from _scalar(f"{name}: ", fields)
        else:
            yield f"{name}:"
            yield from (f"  {line}" for line in fields)
        return
    yield f"{name}:"
    for statement in statements:
        fields = _fields(statement, own)
        first, *others = _scalar("", fields) if isinstance(fields, str) else fields
        yield f"  - {first}"
        yield from (f"    {line}" for line in others)


def _fields(statement: Statement, own: Agent) -> str | list[str]:
    """The lines of a statement's mapping, or its value alone where that says everything."""
    pairs = [
        (key, text)
        for key, text in (
            ("value", statement.value),
            ("lang", statement.lang),
            ("scheme", statement.scheme),
            ("uri", statement.uri),
            ("role", statement.role),
            ("origin", None if statement.origin is Origin.SUPPLIED else statement.origin.value),
            ("status", None if statement.status is Status.STATED else statement.status.value),
            ("note", statement.note),
        )
        if text is not None
    ]
    if statement.value is not None and len(pairs) == 1 and not statement.evidence and statement.agent == own:
        return statement.value
    lines = [line for key, text in pairs for line in _scalar(f"{key}: ", text)]
    if statement.evidence:
        lines.append("evidence:")
        lines.extend(f"  - {_evidence(item)}" for item in statement.evidence)
    if statement.agent != own:
        lines.append(f"agent: {_agent(statement.agent)}")
    return lines


def _evidence(evidence: Evidence) -> str:
    quote = _quoted(evidence.quote)
    return quote if evidence.start is None else f"{{quote: {quote}, start: {evidence.start}}}"


def _agent(agent: Agent) -> str:
    if agent.kind is AgentKind.PERSON and agent.version is None and agent.rule is None:
        return _scalar("", agent.name, width=1 << 20)[0]
    fields = ((agent.kind.value, agent.name), ("version", agent.version), ("rule", agent.rule))
    return "{" + ", ".join(f"{key}: {_quoted(text)}" for key, text in fields if text is not None) + "}"


def _scalar(start: str, text: str, width: int = WIDTH) -> list[str]:
    """The lines of `start` and a text after it: plain where no reader can take it for anything else, or folded."""
    if len(text) <= width and _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED:
        return [f"{start}{text}"]
    words = _SPACE.split(_quoted(text))
    lines, line = [], start + words[0]
    for word in words[1:]:
        if len(line) + len(word) >= width:
            lines.append(line)
            line = f"  {word}"
        else:
            line = f"{line} {word}"
    return [*lines, line]


def _quoted(text: str) -> str:
    """A double-quoted scalar: JSON's escapes are YAML's, and what YAML would take for a line end is escaped too."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", encode_basestring(text))
