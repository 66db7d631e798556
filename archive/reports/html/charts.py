"""The charts: bars in SVG inside tables, so that the numbers stand beside each bar for whoever does not see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.reports.html.markup import number, said
from archive.reports.html.tally import OfCode, Tally
from archive.reports.plain import code_of

MOST = 12  # codes in the chart; all stand in the table below it

PATTERNS = """<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="under" width="6" height="6"/><rect class="stroke" width="2.5" height="6"/></pattern>
<pattern id="bad" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="gap" width="6" height="6"/><rect class="wrong" width="3.5" height="6"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="gap" width="6" height="6"/><circle class="dot" cx="3" cy="3" r="1.1"/></pattern>
</defs></svg>
"""
"""Fills that differ without their colours; they must stand in the page before they are used."""

_ABOUT = "description/"  # elements of the description itself
_KINDS = {"failure": "not judged", "error": "error", "warning": "warning", "info": "note"}


def kind_name(kind: str) -> str:
    return _KINDS[kind]


def bar(parts: Iterable[tuple[str, int]], whole: int, label: str) -> str:
    """One bar: `parts` are (class, count) of `whole`, left to right."""
    rects: list[str] = []
    start = 0
    for name, count in parts:
        if count:
            rects.append(
                f'<rect class="{name}" x="{_share(start, whole)}" width="{_share(count, whole)}" height="14"/>'
            )
        start += count
    return f'<svg class="bar" role="img" aria-label="{said(label)}" width="100%" height="14">{"".join(rects)}</svg>'


def verdicts(counts: Mapping[str, int]) -> str:
    """Valid, invalid and not judged, as one bar with its legend."""
    bags = counts["bags"]
    kinds = (("valid", "valid"), ("invalid", "invalid"), ("failed", "not judged"))
    told = ", ".join(f"{number(counts[name])} {word}" for name, word in kinds)
    parts = [(f"v-{name}", counts[name]) for name, _ in kinds]
    legend = "".join(
        f"<li>{_key(f'v-{name}')} {number(counts[name])} {word}</li>" for name, word in kinds if counts[name]
    )
    return f'<div class="verdicts">{bar(parts, bags, told)}<ul class="legend">{legend}</ul></div>\n'


def elements(tally: Tally) -> str:
    """How many records state each element, declare that it has no value, or owe it."""
    if not tally.elements:
        return '<p class="quiet">No bag was judged as a deposit, so no record was held to a profile.</p>\n'
    of_document = [
        _standing(name, stands) for name, stands in tally.elements.items() if not name.startswith(_ABOUT)
    ]
    of_description = [
        _standing(name, stands) for name, stands in tally.elements.items() if name.startswith(_ABOUT)
    ]
    group = '<tr><th scope="rowgroup" colspan="5" class="quiet">of the description itself</th></tr>\n'
    return (
        '<table class="chart"><caption>Of the records that each element applies to, how many state it, '
        "declare that the document states none or that it does not apply, or still owe it.</caption>\n"
        '<thead><tr><th scope="col">element</th><th scope="col" class="drawn">share</th>'
        f'<th scope="col">{_key("stated")} stated</th><th scope="col">{_key("declared")} declared</th>'
        f'<th scope="col">{_key("owed")} owed</th></tr></thead>\n<tbody>\n{"".join(of_document)}</tbody>\n'
        f"<tbody>\n{group if of_description else ''}{''.join(of_description)}</tbody></table>\n"
    )


def findings(ordered: list[OfCode]) -> str:
    """The codes that were found most, each with its share of all findings."""
    if not ordered:
        return '<p class="quiet">Nothing was found.</p>\n'
    shown = sorted(ordered, key=lambda of: -of.count)[:MOST]
    whole, highest = sum(of.count for of in ordered), max(of.count for of in ordered)
    rows = "".join(
        f'<tr><th scope="row"><a href="#code-{of.code}">{of.code}</a> {kind_name(of.kind)}'
        f'<span class="what">{said(code_of(of.code).sentence)}</span></th>'
        f'<td class="drawn">{bar(((f"k-{of.kind}", of.count),), highest, f"{_percent(of.count, whole)} of all")}</td>'
        f"<td>{number(of.count)}</td></tr>\n"
        for of in shown
    )
    more = f" The {MOST} most frequent of {len(ordered)} codes." if len(ordered) > MOST else ""
    return (
        f'<table class="chart"><caption>How often each code was found.{more}</caption>\n'
        '<thead><tr><th scope="col">code</th><th scope="col" class="drawn">how often</th>'
        f'<th scope="col">findings</th></tr></thead>\n<tbody>\n{rows}</tbody></table>\n'
    )


def dimensions(tally: Tally) -> str:
    """The seven dimensions of quality, summed over the records."""
    asked = {name: sums for name, sums in tally.dimensions.items() if sums[1]}
    if not asked:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{said(name)}</th>'
        f'<td class="drawn">{bar((("stated", good), ("owed", of - good)), of, _percent(good, of))}</td>'
        f"<td>{number(good)} of {number(of)}</td></tr>\n"
        for name, (good, of) in asked.items()
    )
    return (
        '<table class="chart"><caption>How many things are as they should be, in each dimension of quality '
        "(Bruce &amp; Hillmann 2004), summed over the records.</caption>\n"
        '<thead><tr><th scope="col">dimension</th><th scope="col" class="drawn">share</th>'
        f'<th scope="col">as it should be</th></tr></thead>\n<tbody>\n{rows}</tbody></table>\n'
    )


def _standing(name: str, stands: Mapping[str, int]) -> str:
    stated, owed = stands["stated"], stands["owed"]
    declared = stands["not-stated"] + stands["not-applicable"]
    whole = stated + declared + owed
    drawn = bar(
        (("stated", stated), ("declared", declared), ("owed", owed)),
        whole,
        f"{_percent(stated, whole)} stated",
    )
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in name.removeprefix(_ABOUT))
    return (
        f'<tr><th scope="row">{said(words)}</th><td class="drawn">{drawn}</td>'
        f"<td>{number(stated)}</td><td>{number(declared)}</td><td>{number(owed)}</td></tr>\n"
    )


def _key(name: str) -> str:
    return f'<svg class="key" aria-hidden="true" focusable="false" width="12" height="12"><rect class="{name}" width="12" height="12"/></svg>'


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.4g}%" if whole else "0%"


def _percent(part: int, whole: int) -> str:
    """Whole per cent, but never 0 % or 100 % of what is not."""
    if not whole:
        return "0 %"
    rounded = round(100 * part / whole)
    if part and not rounded:
        return "under 1 %"
    return "over 99 %" if rounded == 100 and part != whole else f"{rounded} %"
