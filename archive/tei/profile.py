"""`profileDesc`: when and in which language the text was written, what it is about, and of a letter from whom to whom."""

from __future__ import annotations

from collections.abc import Mapping

from archive.outline.blocks import Outline
from archive.record.model import Record, Statement
from archive.tei.components import LETTERS
from archive.tei.destination import Destination, called, is_called
from archive.tei.entity import Entity
from archive.tei.spans import held
from archive.tei.terms import date_element, is_pointer, language_name, language_tag
from archive.xml import attribute, escape

_SCHEMES = {
    "LCSH": "http://id.loc.gov/authorities/subjects",
    "LCNAF": "http://id.loc.gov/authorities/names",
    "LCGFT": "http://id.loc.gov/authorities/genreForms",
    "FAST": "http://id.worldcat.org/fast",
    "AAT": "http://vocab.getty.edu/aat",
    "TGN": "http://vocab.getty.edu/tgn",
    "GEONAMES": "https://www.geonames.org",
    "GND": "https://d-nb.info/gnd",
    "WIKIDATA": "https://www.wikidata.org/entity",
}


def profile_desc(
    outline: Outline, record: Record, prefix: str, named: Mapping[Entity, str], went: Destination
) -> str:
    """`profileDesc`; a letter has a `correspDesc` as far as the record names its correspondents or its date.

    `went` is what stands with the receiver's name in the letter's own address.
    """
    parts = (
        "<profileDesc>",
        _abstract(record),
        _creation(record),
        _languages(record),
        _class(outline, record, prefix),
        _correspondence(outline, record, named, went),
        "</profileDesc>",
    )
    return "\n".join(part for part in parts if part)


def _abstract(record: Record) -> str:
    said = record.of("abstract", "description")[:1]
    return "".join(
        [f"<abstract{_lang(statement)}><p>{_x(statement.value)}</p></abstract>" for statement in said]
    )


def _x(value: str | None) -> str:
    return escape(held(value or ""))


def _lang(statement: Statement) -> str:
    return f' xml:lang="{statement.lang}"' if language_tag(statement.lang) else ""


def _creation(record: Record) -> str:
    made = "".join([date_element(statement) for statement in record.of("created")[:1]])
    return f"<creation>{made}</creation>" if made else "<creation><date>undated</date></creation>"


def _languages(record: Record) -> str:
    tags = list(dict.fromkeys(filter(None, (language_tag(s.value) for s in record.of("language"))))) or [
        "und"
    ]
    usage = ' usage="100"' if len(tags) == 1 and tags != ["und"] else ""
    known = [
        f'<language ident="{attribute(held(tag))}"{usage}>{_x(language_name(tag))}</language>' for tag in tags
    ]
    return f"<langUsage>{''.join(known)}</langUsage>"


def _class(outline: Outline, record: Record, prefix: str) -> str:
    """The record's subjects, a `keywords` for each vocabulary, and the genre."""
    by_scheme: dict[str, list[str]] = {}
    for statement in record.of("subject"):
        scheme = _scheme(statement)
        ref = f' ref="{attribute(statement.uri)}"' if statement.uri and is_pointer(statement.uri) else ""
        by_scheme.setdefault(scheme, []).append(f"<term{ref}>{_x(statement.value)}</term>")
    lists = [
        f"<keywords{_scheme_attribute(scheme)}>{''.join(terms)}</keywords>"
        for scheme, terms in by_scheme.items()
    ]
    genre = f'<catRef scheme="#{prefix}-genre" target="#{prefix}-g-{outline.genre}"/>'
    return f"<textClass>{''.join(lists)}{genre}</textClass>"


def _scheme(statement: Statement) -> str:
    name = (statement.scheme or "").strip()
    known = _SCHEMES.get(name.upper())
    if known:
        return known
    return name if name.startswith(("http://", "https://")) and not set(name) & set(' <>"{}|\\^`') else ""


def _scheme_attribute(scheme: str) -> str:
    return f' scheme="{attribute(held(scheme))}"' if scheme else ""


def _correspondence(outline: Outline, record: Record, named: Mapping[Entity, str], went: Destination) -> str:
    if outline.genre not in LETTERS:
        return ""
    senders = "".join([_correspondent(statement, named) for statement in record.of("creator")])
    made = "".join([date_element(statement) for statement in record.of("created")[:1]])
    receivers = "".join([_correspondent(s, named) for s in record.of("contributor") if s.role == "rcp"])
    receivers += "".join(
        [_linked(entity, entity.name, named) for entity in (*went.bodies, went.town) if entity]
    )
    sent = f'<correspAction type="sent">{senders}{made}</correspAction>' if senders or made else ""
    received = f'<correspAction type="received">{receivers}</correspAction>' if receivers else ""
    return f"<correspDesc>{sent}{received}</correspDesc>" if sent or received else ""


def _correspondent(statement: Statement, named: Mapping[Entity, str]) -> str:
    """The name, pointing to the standOff entry of what the text calls the same."""
    value = statement.value or ""
    wanted = called(statement)
    entity = next((entity for entity in named if is_called(entity, wanted)), None)
    return _linked(entity, value, named) if entity else f"<name>{_x(value)}</name>"


def _linked(entity: Entity, words: str, named: Mapping[Entity, str]) -> str:
    return f'<{entity.thing} ref="#{attribute(named[entity])}">{_x(words)}</{entity.thing}>'
