"""What every page of the site has: head, way about, foot; and how statements of a record are said in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from archive.record.model import Record, Statement
from archive.reports.html.markup import said
from archive.version import VERSION

MARK = "<!-- a site of archive -->"
"""Stands in the first page of every site; a folder without it is never replaced."""

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_PAGES = (
    ("index.html", "Texts"),
    ("names.html", "Names"),
    ("places.html", "Places"),
    ("subjects.html", "Subjects"),
)


@cache
def style() -> bytes:
    return files("archive.reports.site").joinpath("style.css").read_bytes()


def page(
    title: str, body: str, *, collection: str, up: str = "", head: str = "", here: str = "", lang: str = "en"
) -> bytes:
    """A whole page; `up` leads from it to the site's folder, `here` is its own name, `head` goes into the head as it is."""
    links = "".join(_way(up + name, label, current=name == here) for name, label in _PAGES)
    return f"""<!DOCTYPE html>
<html lang="{said(lang)}">
<head>
<meta charset="utf-8">
{MARK}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="generator" content="archive {said(VERSION)}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{said(title)}</title>
<link rel="stylesheet" href="{up}style.css">
{head}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<p class="quiet">{said(collection)}</p>
<nav aria-label="The collection"><ul>{links}</ul></nav>
</header>
<main id="main" tabindex="-1">
{body}</main>
<footer><p>Made by archive {said(VERSION)} from BagIt bags. Names, dates and quotations were marked by rules; no person has reviewed them
unless a text says so.</p></footer>
</body>
</html>
""".encode()


def _way(address: str, label: str, *, current: bool) -> str:
    mark = ' aria-current="page"' if current else ""
    return f'<li><a href="{address}"{mark}>{label}</a></li>'


def spoken(statement: Statement) -> str:
    """A value as HTML, linked where it has an address of its own."""
    value = said(statement.value or statement.uri or "", 4000)
    if statement.uri and statement.uri.startswith(("http://", "https://")):
        return f'<a href="{said(statement.uri)}">{value}</a>'
    return value


def values(record: Record, *properties: str) -> list[str]:
    """The stated values of these properties as HTML, in the record's order."""
    return [spoken(statement) for statement in record.of(*properties)]


def terms(rows: Iterable[tuple[str, Iterable[str]]]) -> str:
    """A description list; a row without values is left out."""
    parts: list[str] = []
    for label, shown in rows:
        items = list(shown)
        if items:
            parts.append(f"<dt>{said(label)}</dt>" + "".join(f"<dd>{item}</dd>" for item in items))
    return f"<dl>{''.join(parts)}</dl>\n"
