"""The page, written as the bags are judged: rows and sections go to files of their own until the totals are known."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from archive.outcome import Outcome
from archive.reports.html import bags, charts
from archive.reports.html.markup import counted, isolated, number, said
from archive.reports.html.tally import OfCode, Tally
from archive.reports.html.whole import MARK
from archive.reports.lines import human_size
from archive.reports.plain import code_of
from archive.reports.totals import Totals
from archive.version import VERSION
from archive.workflows.results import Validated

ROWS = 25_000  # in the table
MANY = 100  # sections, from which on a browser lays out only those in sight
SECTIONS = 12_000_000  # bytes of sections; a browser still opens that at once


@dataclass(frozen=True, slots=True)
class About:
    """What was asked: when (aware), at which level (None: what each bag calls for), of which paths as named."""

    now: datetime
    level: str | None
    asked: tuple[str, ...]


@dataclass(slots=True)
class _Spooled:
    """What was written so far of the table and of the sections, and how much was left out of each."""

    rows: BinaryIO
    sections: BinaryIO
    bags: int = 0
    sections_size: int = 0
    sections_in: int = 0
    sections_out: int = 0

    def add(self, outcome: Outcome[Validated]) -> None:
        self.bags += 1
        linked = bags.has_section(outcome) and self.sections_size < SECTIONS
        if linked:
            written = bags.section(self.bags, outcome).encode()
            self.sections_size += self.sections.write(written)
            self.sections_in += 1
        elif bags.has_section(outcome):
            self.sections_out += 1
        if self.bags <= ROWS:
            self.rows.write(bags.row(self.bags, outcome, linked=linked).encode())


def write_report(
    file: BinaryIO, outcomes: Iterable[Outcome[Validated]], about: About, totals: Totals, *, beside: Path
) -> None:
    """The whole page, to `file`; `totals` has counted what passed. The same outcomes and `about` give the same bytes.

    What is known only at the end stands first in the page, so rows and sections wait in unnamed files in `beside`.
    """
    tally = Tally()
    with TemporaryFile(dir=beside) as rows, TemporaryFile(dir=beside) as sections:
        spooled = _Spooled(rows, sections)
        for outcome in totals.validated(outcomes):
            spooled.add(outcome)
            tally.add(outcome)
        file.write(MARK + (_head(about) + _summary(totals, tally) + _charts(tally)).encode())
        file.write(_table_head(spooled).encode())
        _copy(rows, file)
        file.write(f"</tbody></table></div>\n</section>\n{_by_code(tally)}{_sections_head(spooled)}".encode())
        _copy(sections, file)
        file.write(_end().encode())


@cache
def _part(name: str) -> str:
    return files("archive.reports.html").joinpath(name).read_text(encoding="utf-8")


def _copy(spooled: BinaryIO, file: BinaryIO) -> None:
    spooled.seek(0)
    shutil.copyfileobj(spooled, file)


def _policy() -> str:
    """A content security policy that forbids all but our own style and script, so that a bag can bring in neither."""
    style, script = (
        b64encode(sha256(_part(name).encode()).digest()).decode() for name in ("style.css", "table.js")
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _head(about: About) -> str:
    now = about.now.astimezone(UTC)
    level = about.level or "auto, which takes for each bag the one it calls for"
    asked = ", ".join(f"<code>{isolated(path)}</code>" for path in about.asked[:20])
    more = f" and {counted(len(about.asked) - 20, 'more path')}" if len(about.asked) > 20 else ""
    return f"""<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_policy()}">
<meta name="generator" content="archive {said(VERSION)}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Report on bags, {now:%Y-%m-%d}</title>
<style>{_part("style.css")}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
{charts.PATTERNS}<header>
<h1>Report on bags</h1>
<p>Made <time datetime="{now:%Y-%m-%dT%H:%M:%SZ}">{now:%Y-%m-%d, %H:%M} UTC</time>
by archive {said(VERSION)} · level {level} · of {asked}{more}</p>
<nav aria-label="Sections"><ul>
<li><a href="#totals">Totals</a></li><li><a href="#completeness">Completeness</a></li>
<li><a href="#bags">Bags</a></li><li><a href="#codes">Findings by code</a></li><li><a href="#findings">Findings by bag</a></li>
</ul></nav>
</header>
<main id="main" tabindex="-1">
"""


def _summary(totals: Totals, tally: Tally) -> str:
    counts = totals.counts
    figures = (
        ("bags", counts["bags"]), ("valid", counts["valid"]), ("invalid", counts["invalid"]),
        ("not judged", counts["failed"]), ("errors", counts["errors"]), ("warnings", counts["warnings"]),
        ("notes", tally.infos), ("files", counts["files"]),
    )  # fmt: skip
    boxes = "".join(f"<div><dt>{name}</dt><dd>{number(value)}</dd></div>\n" for name, value in figures)
    unchecked = (
        f"<p>Of {counted(tally.unchecked, 'bag')} no digest was checked.</p>\n" if tally.unchecked else ""
    )
    return f"""<section id="totals" aria-labelledby="totals-h">
<h2 id="totals-h">Totals</h2>
{charts.verdicts(counts)}<dl class="totals">
{boxes}<div><dt>read</dt><dd>{human_size(counts["size"])}</dd></div>
</dl>
{unchecked}</section>
"""


def _charts(tally: Tally) -> str:
    quality = charts.dimensions(tally)
    quality = f"<h3>Quality of the descriptions</h3>\n{quality}" if quality else ""
    return f"""<div class="charts">
<section id="completeness" aria-labelledby="completeness-h">
<h2 id="completeness-h">Completeness by element</h2>
{charts.elements(tally)}</section>
<section aria-labelledby="often-h">
<h2 id="often-h">What was found most</h2>
{charts.findings(tally.ordered())}{quality}</section>
</div>
"""


def _table_head(spooled: _Spooled) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for name in bags.COLUMNS)
    long = f' class="long" data-in="{bags.IN_SIGHT}"' if spooled.bags > bags.IN_SIGHT else ""
    left = (
        f"<p>The first {number(ROWS)} of {number(spooled.bags)} bags; the others are counted, and stand below "
        "if anything was found in them.</p>\n"
        if spooled.bags > ROWS
        else ""
    )
    return f"""<section id="bags" aria-labelledby="bags-h">
<h2 id="bags-h">Bags</h2>
{left}<div class="controls" hidden>
<label>Show bags whose name or title has <input type="search" id="words" autocomplete="off"></label>
<label>with verdict <select id="verdict"><option value="">any</option><option>valid</option><option>invalid</option><option>not judged</option></select></label>
<label><input type="checkbox" id="found"> with errors or warnings only</label>
<p id="shown" role="status"></p> <button type="button" id="more" hidden>Show more</button>
</div>
<div class="scroll" role="region" aria-label="Table of bags" tabindex="0">
<table id="table"{long}><thead><tr>{heads}</tr></thead>
<tbody>
"""


def _by_code(tally: Tally) -> str:
    body = "".join(map(_of_code, tally.ordered())) or '<p class="quiet">Nothing was found.</p>\n'
    return f'<section id="codes" aria-labelledby="codes-h">\n<h2 id="codes-h">Findings by code</h2>\n{body}</section>\n'


def _of_code(of: OfCode) -> str:
    examples = "".join(
        f'<li><span class="of">{isolated(bag)}</span> {bags.place_of(finding, short=True)}</li>\n'
        for bag, finding in of.examples
    )
    often = "once" if of.count == 1 else f"{number(of.count)} times in {counted(of.bags, 'bag')}"
    left = of.count - len(of.examples)
    more = f'<p class="quiet">and {number(left)} more</p>\n' if left else ""
    return (
        f'<div class="code" id="code-{of.code}">\n<div>\n<h3>{of.code} {bags.kind(of.kind)} <span class="count">'
        f"{often}</span></h3>\n<p>{said(code_of(of.code).sentence)}</p>\n"
        f'{bags.remedy(of.code)}\n</div>\n<div>\n<ul class="places">\n{examples}</ul>\n{more}</div>\n</div>\n'
    )


def _sections_head(spooled: _Spooled) -> str:
    left = ""
    if not spooled.sections_in:
        left = '<p class="quiet">Nothing was found.</p>\n'
    elif spooled.sections_out:
        left = (
            f"<p>To keep this page small, {counted(spooled.sections_out, 'further bag')} with findings are left out "
            "here, though counted above. <code>python -m archive validate --format jsonl</code> lists every finding.</p>\n"
        )
    many = ' class="many"' if spooled.sections_in > MANY else ""
    return f'<section id="findings"{many} aria-labelledby="findings-h">\n<h2 id="findings-h">Findings by bag</h2>\n{left}'


def _end() -> str:
    return f"""</section>
</main>
<footer><p>Nothing in the bags was changed. What a code means: <code>python -m archive explain CODE</code>.</p></footer>
<script>{_part("table.js")}</script>
</body>
</html>
"""
