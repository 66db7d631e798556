"""The `teiHeader`: what the record and the accession say of the document, and what this program did to make its encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from archive.accession import Accession
from archive.describe.names import Kind
from archive.describe.titles import MONTHS
from archive.outline.blocks import Outline
from archive.record.model import Agent, AgentKind, Origin, Record, Statement
from archive.record.relators import RELATORS
from archive.seed import Seed
from archive.tei.destination import NOWHERE, Destination, called, is_called
from archive.tei.editorial import UNMARKED, Marked, encoding_desc
from archive.tei.entity import Entity, Thing, kind_of
from archive.tei.profile import profile_desc
from archive.tei.spans import held
from archive.tei.terms import date_element, is_pointer, language_tag
from archive.tei.xeno import xeno_data
from archive.text.text import Text
from archive.version import VERSION
from archive.xml import attribute, escape

_AUTHORS = frozenset({None, "aut", "cre"})
_DESCRIBED = frozenset({"rcp", "dpc", "spn"})  # roles that are no responsibility for the text
_LICENCE = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain/zero)/\S+")
_FREE = re.compile(
    r"https?://(?:creativecommons\.org/publicdomain/mark/\S+|rightsstatements\.org/vocab/NoC-US/\S+)"
)
_RESTRICTED = re.compile(r"https?://rightsstatements\.org/vocab/(?:InC|NoC)[-/]\S*")


def header(
    seed: Seed,
    text: Text,
    outline: Outline,
    record: Record,
    accession: Accession,
    *,
    prefix: str,
    named: Mapping[Entity, str],
    went: Destination = NOWHERE,
    marked: Marked = UNMARKED,
) -> str:
    """The whole `teiHeader`; `prefix` begins its xml:ids, `named` are the entities that it may point to, with their xml:ids."""
    about = language_tag(accession.collection.description_language) or "und"
    parts = (
        f'<teiHeader xml:lang="{about}">',
        file_desc(seed, text, record, accession, prefix, named),
        encoding_desc(text, outline, accession, prefix, marked),
        profile_desc(outline, record, prefix, named, went),
        xeno_data(record),
        _revision(accession, prefix),
        "</teiHeader>",
    )
    return "\n".join(parts)


def file_desc(
    seed: Seed, text: Text, record: Record, accession: Accession, prefix: str, named: Iterable[Entity] = ()
) -> str:
    """`fileDesc`, in the order that TEI asks for: titleStmt, editionStmt, extent, publicationStmt, sourceDesc."""
    title = _title(record)
    day = accession.opened_at.date()
    spoken = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return "\n".join(
        (
            "<fileDesc>",
            f'<titleStmt>{title}<title type="sub">A TEI encoding</title>{_responsible(seed, record, prefix, named)}</titleStmt>',
            f'<editionStmt><edition n="1">First encoded edition, <date when="{day}">{spoken}</date></edition></editionStmt>',
            _extent(seed, text),
            _publication(seed, record, accession),
            _source(seed, record, accession, title, named),
            "</fileDesc>",
        )
    )


def _x(value: str | None) -> str:
    return escape(held(value or ""))


def _title(record: Record) -> str:
    statement = next(iter(record.of("title")), None)
    if statement is None:
        return '<title type="main" level="a">Untitled text</title>'
    lang = f' xml:lang="{statement.lang}"' if language_tag(statement.lang) else ""
    return f'<title type="main" level="a"{lang}>{_x(statement.value)}</title>'


def _responsible(seed: Seed, record: Record, prefix: str, named: Iterable[Entity]) -> str:
    """Authors, then others by their roles, then the software and the cataloguers."""
    lines = [_authors(record, named)]
    others = [statement for statement in record.of("contributor") if statement.role not in _DESCRIBED]
    lines += [
        _resp(RELATORS.get(statement.role or "ctb", "Contributor").lower(), naming(statement, named))
        for statement in others
    ]
    software = f'<name type="software">archive {escape(VERSION)}</name>'
    lines.append(f'<respStmt xml:id="{prefix}-sw"><resp>encoded by</resp>{software}</respStmt>')
    lines += [_resp("described by", _agent(agent)) for agent in seed.cataloguers]
    return "".join(lines)


def _authors(record: Record, named: Iterable[Entity]) -> str:
    """An `author` for each creator, with the role of one who is not plainly the author; of none, that nobody is known."""
    return (
        "".join([_author(statement, named) for statement in record.of("creator")])
        or '<author cert="unknown">Unknown</author>'
    )


def _author(statement: Statement, named: Iterable[Entity]) -> str:
    role = statement.role if statement.role not in _AUTHORS else None
    said = (
        f' role="{attribute(held("-".join(RELATORS.get(role, role).lower().split())))}"'
        if role and role.strip()
        else ""
    )
    certainty = ' cert="medium"' if statement.origin is Origin.INFERRED else ""
    return f"<author{said}{certainty}>{naming(statement, named)}</author>"


def naming(statement: Statement, named: Iterable[Entity] = ()) -> str:
    """The name that a statement gives, as a person's or a body's where that is certain, with its authority's URI.

    Where the name alone does not say which, what the text names so (`named`) does.
    """
    value = statement.value or ""
    family, comma, given = value.partition(", ")
    kind = kind_of(f"{given} {family}") if comma else kind_of(value)
    element = {Kind.PERSON: "persName", Kind.BODY: "orgName", None: "name"}[kind]
    if kind is None:
        wanted = called(statement)
        things = (entity.thing for entity in named if is_called(entity, wanted))
        element = next((thing.value for thing in things if thing is not Thing.PLACE), element)
    ref = f' ref="{attribute(statement.uri)}"' if statement.uri and is_pointer(statement.uri) else ""
    return f"<{element}{ref}>{_x(value)}</{element}>"


def _resp(resp: str, name: str) -> str:
    return f"<respStmt><resp>{escape(resp)}</resp>{name}</respStmt>"


def _agent(agent: Agent) -> str:
    element = {AgentKind.PERSON: "persName", AgentKind.ORGANIZATION: "orgName"}.get(agent.kind, "name")
    return f"<{element}>{_x(agent.name)}</{element}>"


def _extent(seed: Seed, text: Text) -> str:
    counts = (
        ("words", text.words),
        ("characters", text.characters),
        ("bytes", seed.size),
    )
    measures = [
        f'<measure unit="{unit}" quantity="{number}">{number} {unit}</measure>' for unit, number in counts
    ]
    return f"<extent>{' '.join(measures)}</extent>"


def _publication(seed: Seed, record: Record, accession: Accession) -> str:
    house = accession.collection.repository
    day = accession.opened_at.date()
    place = f"<pubPlace>{_x(house.place)}</pubPlace>" if house.place else ""
    others = [
        statement.value for statement in record.of("identifier") if statement.value != record.identifier
    ]
    known = "".join(
        [
            f'<idno type="other">{_x(value)}</idno>'
            for value in others
            if not (value or "").endswith(seed.name)
        ]
    )
    kind = (
        "urn"
        if record.identifier.startswith("urn:")
        else "ark"
        if record.identifier.startswith("ark:")
        else "identifier"
    )
    return (
        f'<publicationStmt><publisher>{_x(house.name)}</publisher>{place}<date when="{day}">{day}</date>'
        f'<idno type="{kind}">{_x(record.identifier)}</idno><idno type="local">{_x(seed.name)}</idno>{known}'
        f"{_availability(record, accession)}</publicationStmt>"
    )


def _availability(record: Record, accession: Accession) -> str:
    """What the record says of rights and access, in its words; only a licence of the record makes a `licence`."""
    said = record.of("rights", "license", "accessRights")
    uris = [
        statement.uri or statement.value or "" for statement in said if statement.property != "accessRights"
    ]
    status = "unknown"
    if any(_LICENCE.match(uri) or _FREE.match(uri) for uri in uris):
        status = "free"
    elif any(_RESTRICTED.match(uri) for uri in uris):
        status = "restricted"
    lines = [_right(statement) for statement in said] or [
        "<p>Rights in the source text have not been determined.</p>"
    ]
    terms = accession.collection.description_license
    if is_pointer(terms):
        lines.append(f'<p>This header is under <ref target="{attribute(terms)}">{escape(terms)}</ref>.</p>')
    return f'<availability status="{status}">{"".join(lines)}</availability>'


def _right(statement: Statement) -> str:
    uri = statement.uri or (statement.value or "")
    if not is_pointer(uri):
        return f"<p>{_x(statement.value)}</p>"
    words = _x(statement.value)
    if _LICENCE.match(uri) and statement.property != "accessRights":
        return f'<licence target="{attribute(uri)}">{words}</licence>'
    label = "Access" if statement.property == "accessRights" else "Rights"
    return f'<p>{label}: <ref target="{attribute(uri)}">{words}</ref></p>'


def _source(seed: Seed, record: Record, accession: Accession, title: str, named: Iterable[Entity]) -> str:
    publishers = "".join(
        [f"<publisher>{_x(statement.value)}</publisher>" for statement in record.of("publisher")]
    )
    day = _dates(record)
    acquired = f"<note>{_x(accession.acquired)}</note>" if accession.acquired else ""
    return (
        f"<sourceDesc><bibl>{title}{_authors(record, named)}{publishers}{day}</bibl>"
        f'<bibl type="digitalSource"><idno type="filename">{_x(seed.original_name)}</idno> '
        f'<idno type="sha256">{seed.sha256}</idno>{acquired}</bibl></sourceDesc>'
    )


def _dates(record: Record) -> str:
    return "".join([date_element(statement) for statement in record.of("created", "date", "issued")[:1]])


def _revision(accession: Accession, prefix: str) -> str:
    day = accession.opened_at.date()
    change = f'<change when="{day}" who="#{prefix}-sw">Encoded from plain text.</change>'
    return f'<revisionDesc status="draft">{change}</revisionDesc>'
