"""The pages that lead to the texts: by date, by name, by place, by subject."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.record.edtf import parse
from archive.reports.html.markup import counted, said
from archive.reports.site.frame import page, spoken
from archive.reports.site.work import Entry, Work, slug


@dataclass(slots=True)
class Listed:
    """An entry of an index: where it is named, as (page, title, anchors)."""

    entry: Entry
    places: list[tuple[str, str, list[str]]] = field(default_factory=list)


def index_page(works: Sequence[Work], collection: str, about: str) -> bytes:
    """The first page: every text, by date; the undated stand last."""
    items = "".join(map(_item, sorted(works, key=_dated)))
    body = f"""<h1>{said(collection, 1000)}</h1>
<p>{said(about, 4000)}</p>
<h2>{counted(len(works), "text")}, by date</h2>
<ol class="works">
{items}</ol>
"""
    return page(collection, body, collection=collection, here="index.html")


def names_page(works: Sequence[Work], collection: str) -> bytes:
    """Persons, bodies and events, each with the places where a text names it."""
    return _entries_page(works, collection, "Names", ("Persons", "Bodies", "Events"), "names.html")


def places_page(works: Sequence[Work], collection: str) -> bytes:
    """Places, each with where a text names it."""
    return _entries_page(works, collection, "Places", ("Places",), "places.html")


def subjects_page(works: Sequence[Work], collection: str) -> bytes:
    """The subjects of the records, each with its texts."""
    found: dict[str, tuple[str, list[Work]]] = {}
    for work in works:
        for statement in work.record.of("subject"):
            label = statement.value or statement.uri or ""
            texts = found.setdefault(label, (spoken(statement), []))[1]
            if work not in texts:
                texts.append(work)
    rows = "".join(
        f'<h2 id="{said(slug(label))}">{shown}</h2>\n<ul>\n{"".join(map(_link, texts))}</ul>\n'
        for label, (shown, texts) in sorted(found.items(), key=lambda row: _sorted_by(row[0]))
    )
    body = f'<h1>Subjects</h1>\n<div class="lists">\n{rows or "<p>No text has a subject.</p>"}</div>\n'
    return page(f"Subjects – {collection}", body, collection=collection, here="subjects.html")


def _entries_page(
    works: Sequence[Work], collection: str, title: str, groups: Iterable[str], here: str
) -> bytes:
    found: dict[str, Listed] = {}
    for work in works:
        for name, anchors in work.reading.named.items():
            entry = work.entries[name]
            listed = found.setdefault(entry.key, Listed(entry))
            listed.places.append((f"texts/{work.name}.html", work.title, anchors))
    parts: list[str] = []
    for group in groups:
        entries = sorted(
            (one for one in found.values() if one.entry.group == group),
            key=lambda one: _sorted_by(one.entry.label),
        )
        heading = f"<h2>{group}</h2>\n" if title != group else ""
        parts.append(
            heading + "".join(_listed(one, 3 if heading else 2) for one in entries) if entries else ""
        )
    body = f'<h1>{title}</h1>\n<div class="lists">\n{"".join(parts) or "<p>None were found.</p>"}</div>\n'
    return page(f"{title} – {collection}", body, collection=collection, here=here)


def _listed(one: Listed, level: int) -> str:
    entry = one.entry
    also = f' <a class="quiet" href="{said(entry.uri)}">{said(entry.uri)}</a>' if entry.uri else ""
    rows = "".join(
        f'<li><a href="{said(address)}">{said(title)}</a>: {_anchors(address, anchors)}</li>\n'
        for address, title, anchors in one.places
    )
    return f'<h{level} id="{said(entry.key)}">{said(entry.label)}{also}</h{level}>\n<ul>\n{rows}</ul>\n'


def _anchors(address: str, anchors: Sequence[str]) -> str:
    return ", ".join(
        f'<a href="{said(address)}#{anchor}" aria-label="place {number}">{number}</a>'
        for number, anchor in enumerate(anchors, 1)
    )


def _item(work: Work) -> str:
    makers = work.agents("creator")
    by = ", ".join(said(s.value or "") for s in makers[:3]) + (
        f" and {len(makers) - 3} more" if len(makers) > 3 else ""
    )
    date = said(work.created.value) if work.created and work.created.value else "undated"
    told = " · ".join(part for part in (date, by, said(work.genre or "")) if part)
    return f'<li><a class="title" href="texts/{said(work.name)}.html">{said(work.title, 1000)}</a>\n<p class="about">{told}</p></li>\n'


def _link(work: Work) -> str:
    return f'<li><a href="texts/{said(work.name)}.html">{said(work.title, 1000)}</a></li>\n'


def _dated(work: Work) -> tuple[bool, str, str]:
    value = work.created.value if work.created else None
    return value is None, _first_day(value or ""), work.name


def _first_day(value: str) -> str:
    try:
        first = parse(value).earliest
    except ValueError:
        return value
    return first.isoformat() if first else value


def _sorted_by(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
