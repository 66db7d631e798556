"""The page of one text: the text as it reads, and beside it what is known, whose names it has, and what can be taken home."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from archive.record.exports.schema_org import to_schema_org
from archive.record.model import Record, Statement
from archive.record.relators import RELATORS
from archive.reports.html.markup import said
from archive.reports.lines import human_size
from archive.reports.site.frame import page, spoken, terms, values
from archive.reports.site.work import Work

UP = "../"
_KEPT = (
    "https://doi.org/", "doi:", "https://hdl.handle.net/", "hdl:", "ark:", "https://n2t.net/ark:", "urn:nbn:"
)  # fmt: skip
"""How identifiers begin that a service resolves, the one that journals ask for first."""


def text_page(work: Work, collection: str) -> bytes:
    """The page, at texts/NAME.html."""
    body = f"""<article>
<h1>{said(work.title, 1000)}</h1>
<p class="quiet">{" · ".join(_line(work))}</p>
<div class="layout">
<section class="text" id="text" aria-label="The text" lang="{said(work.language)}">
{work.reading.html}
</section>
<div class="side">
{_downloads(work)}{_speakers(work)}{_names(work)}</div>
</div>
<section aria-labelledby="about">
<h2 id="about">About this text</h2>
{_abstract(work)}{terms(_about(work))}{_made(work)}</section>
</article>
"""
    return page(
        f"{work.title} – {collection}", body, collection=collection, up=UP, head=_head(work, collection)
    )


def files_of(work: Work) -> dict[str, str]:
    """What can be taken home: the path in the bag, by its name in files/NAME/; the bag itself as NAME.zip is not among them."""
    layout = work.layout
    chosen = (layout.tei, layout.text, layout.original, layout.record)
    return {str(path).rsplit("/", 1)[-1]: str(path) for path in chosen}


def citation(work: Work, collection: str) -> str:
    """How to cite the text: as its record says, else author, date, title and collection; with the identifier that lasts longest."""
    lasting = _lasting(work.record)
    given = work.record.value("bibliographicCitation")
    if given:
        known = (statement.value or statement.uri or "" for statement in work.record.of("identifier"))
        return given if any(one and one in given for one in (lasting, *known)) else f"{given} {lasting}"
    authors = ", ".join(s.value or "" for s in work.record.of("creator")[:3])
    date = work.created.value if work.created else None
    return ". ".join(part for part in (authors, work.title, date, collection, lasting) if part) + "."


def _lasting(record: Record) -> str:
    """The identifier that somebody keeps leading to the document: a DOI, Handle, ARK or URN:NBN if it has one, else its own."""
    known = [statement.value or statement.uri or "" for statement in record.of("identifier")]
    kept = (value for begin in _KEPT for value in known if value.startswith(begin))
    return next(kept, record.identifier)


def _line(work: Work) -> Iterator[str]:
    makers = work.agents("creator")
    if makers:
        yield ", ".join(said(s.value or "") for s in makers[:3]) + (
            f" and {len(makers) - 3} more" if len(makers) > 3 else ""
        )
    if work.created and work.created.value:
        yield f"<time>{said(work.created.value)}</time>"
    if work.genre:
        yield said(work.genre)


def _abstract(work: Work) -> str:
    return "".join(f"<p>{value}</p>\n" for value in values(work.record, "abstract"))


def _about(work: Work) -> Iterator[tuple[str, list[str]]]:
    record = work.record
    yield "By", [_agent(s) for s in work.agents("creator", "contributor")]
    yield "Publisher", values(record, "publisher")
    yield "Date", values(record, "created", "issued")
    yield "Language", values(record, "language")
    yield "Kind", values(record, "type")
    yield "Subjects", values(record, "subject")
    yield "Places", values(record, "spatial")
    yield "Source", values(record, "source")
    yield "Rights", values(record, "rights", "license", "accessRights", "rightsHolder")
    yield "Identifiers", [f"<code>{said(s.value or '')}</code>" for s in record.of("identifier")]
    yield (
        "Cite as",
        [said(citation(work, values(record, "isPartOf")[0] if record.of("isPartOf") else ""), 2000)],
    )
    yield "The original", [f"{human_size(work.size)}, sha512 <code>{work.digest}</code>"]
    yield "Its bag", [_verdict(work)]


def _verdict(work: Work) -> str:
    judged = work.judged
    verdict = "valid" if judged.valid else "not valid"
    seen = f", {len(judged.findings)} findings" if judged.findings else ", nothing found"
    return f"{verdict} when this page was made (level {judged.level.value}{seen}; every digest checked)"


def _agent(statement: Statement) -> str:
    role = RELATORS.get(statement.role or "")
    return spoken(statement) + (f' <span class="quiet">({said(role)})</span>' if role else "")


def _made(work: Work) -> str:
    notes = "".join(f"<li>{said(note, 4000)}</li>\n" for note in work.made)
    return (
        f"<details><summary>How this text was made from the source</summary>\n<ul>\n{notes}</ul>\n</details>\n"
        if notes
        else ""
    )


def _downloads(work: Work) -> str:
    folder = f"{UP}files/{work.name}/"
    words = {
        work.layout.tei: "TEI",
        work.layout.text: "Plain text",
        work.layout.original: "The original",
        work.layout.record: "Record",
    }
    items = "".join(
        f'<li><a href="{said(folder + name)}">{words[place]}</a> <span class="quiet">{said(name)}</span></li>\n'
        for name, path in files_of(work).items() for place in words if str(place) == path
    )  # fmt: skip
    bag = f'<li><a href="{said(folder + work.name)}.zip">The whole bag</a> <span class="quiet">{said(work.name)}.zip</span></li>\n'
    return f'<div class="downloads"><h2>To take home</h2>\n<ul>\n{items}{bag}</ul></div>\n'


def _speakers(work: Work) -> str:
    rows: list[str] = []
    for entry, anchors in work.reading.spoken.items():
        known = work.entries.get(entry)
        label = (
            f'<a href="{UP}{known.page}#{said(known.key)}">{said(known.label)}</a>' if known else said(entry)
        )
        places = ", ".join(
            f'<a href="#{anchor}" aria-label="quotation {number}">{number}</a>'
            for number, anchor in enumerate(anchors, 1)
        )
        rows.append(f"<li>{label}: {places}</li>\n")
    return f"<h2>Who is quoted</h2>\n<ul>\n{''.join(rows)}</ul>\n" if rows else ""


def _names(work: Work) -> str:
    parts: list[str] = []
    for group in ("Persons", "Bodies", "Places", "Events"):
        entries = sorted(
            {work.entries[name] for name in work.reading.named if work.entries[name].group == group},
            key=lambda entry: entry.label.casefold(),
        )
        if entries:
            items = "".join(
                f'<li><a href="{UP}{entry.page}#{said(entry.key)}">{said(entry.label)}</a></li>\n'
                for entry in entries
            )
            parts.append(f"<h2>{group}</h2>\n<ul>\n{items}</ul>\n")
    return "".join(parts)


def _head(work: Work, collection: str) -> str:
    record, folder = work.record, f"{UP}files/{work.name}/"
    metas = [("DC." + s.property, s.value or s.uri or "") for s in record.of(*_DC)]
    metas += [
        ("citation_title", work.title),
        ("citation_language", work.language),
        ("citation_inbook_title", collection),
    ]
    metas += [("citation_author", s.value or "") for s in record.of("creator")]
    if work.created and work.created.value:
        metas.append(("citation_date", work.created.value))
    tags = "".join(f'<meta name="{said(name)}" content="{escape(value)}">\n' for name, value in metas)
    kinds = {
        work.layout.tei: "application/tei+xml",
        work.layout.text: "text/plain",
        work.layout.record: "application/json",
    }
    links = "".join(
        f'<link rel="alternate" type="{kind}" href="{said(folder + str(path).rsplit("/", 1)[-1])}">\n'
        for path, kind in kinds.items()
    )
    # A script of data is no script: the policy forbids all that run, and `<` is written so that none can begin.
    data = json.dumps(json.loads(to_schema_org(record)), ensure_ascii=False).replace("<", "\\u003c")
    schema = '<link rel="schema.DC" href="http://purl.org/dc/terms/">\n'
    return f'{schema}{tags}{links}<script type="application/ld+json">{data}</script>\n'


_DC = (
    "title", "creator", "contributor", "publisher", "created", "language", "type", "subject", "spatial", "abstract", "rights", "identifier",
    "isPartOf",
)  # fmt: skip
