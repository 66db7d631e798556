"""Results as tables and bars, for the terminal and for docs/performance.md. Pure: no file is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.comparing import Result, Spread, Target
from benchmarks.scales import TRIALS

BEGIN, END = "<!-- results: begin (python -m benchmarks --write) -->", "<!-- results: end -->"
_BAR = 36
_BLOCKS = " ▏▎▍▌▋▊▉█"
_HEADS = {"wall": "on the wall", "cpu": "of CPU", "memory": "memory", "instructions": "instructions"}


def between_markers(page: str, text: str) -> str:
    """`page` with what stands between its markers replaced by `text`. Raises ValueError if it has not both, once each."""
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError("the page does not have each of the two markers once")
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{text.strip()}\n\n{END}{rest.partition(END)[2]}"


def whole(runs: Mapping[str, tuple[Mapping[str, str], Sequence[Result]]]) -> str:
    """The part of the page that the suite writes: the targets, then every workload with its conditions."""
    parts = ["## The targets", *target_table(runs.values())]
    for name, (conditions, results) in runs.items():
        parts += ["", f"## {name}", "", _sentence(conditions)]
        for result in results:
            parts += ["", *shown(result)]
    return "\n".join(parts) + "\n"


def target_table(runs: Iterable[tuple[Mapping[str, str], Sequence[Result]]]) -> Iterator[str]:
    """A line for each target: what is wanted, what came, and by how much it was missed; a trial is not judged."""
    yield from ("", "| target | wanted | reached | |", "| --- | --- | --- | --- |")
    for conditions, results in runs:
        for result in results:
            for target in result.targets:
                reached = result.reached(target)
                wanted = f"{'≥' if target.at_least else '≤'} {_quantity(target.bound, target)}"
                found = "not measured" if reached is None else _quantity(reached, target)
                judged = (
                    f"a {conditions['scale']} trial"
                    if conditions["scale"] in TRIALS
                    else verdict(target, reached)
                )
                yield f"| {target.sentence} | {wanted} | {found} | {judged} |"


def verdict(target: Target, reached: float | None) -> str:
    if reached is None:
        return ""
    if reached >= target.bound if target.at_least else reached <= target.bound:
        return "met"
    return f"missed by {abs(reached / target.bound - 1):.0%}"


def shown(result: Result) -> Iterator[str]:
    """One comparison: its title, a table of medians with their spread, bars, and notes."""
    quantities = [key for key in _HEADS if result.spread(result.rows[0].name, key)]
    per = [f"a {result.unit}"] if result.count > 1 else []
    yield from (f"### {result.title}", "")
    ratios = [key for key in quantities if key == result.by or (key == "cpu" and result.by == "wall")]
    heads = [
        "",
        *(_HEADS[key] for key in quantities),
        *per,
        *(f"{_HEADS[key]}, × {result.base}" for key in ratios),
    ]
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for row in result.rows:
        cells = [row.name, *(_cell(result.spread(row.name, key), key) for key in quantities)]
        if per:
            cells.append(_each(result.spread(row.name, result.by), result))
        cells += [_times(result.ratio(row.name, quantity=key)) for key in ratios]
        yield f"| {' | '.join(cells)} |"
    yield from ("", "```text", *bars(result), "```")
    if result.notes:
        yield from ("", " ".join(result.notes))


def bars(result: Result) -> Iterator[str]:
    """A bar a row: the ratio to the base."""
    ratios = {row.name: ratio.median for row in result.rows if (ratio := result.ratio(row.name))}
    width, most = max(map(len, ratios), default=0), max(ratios.values(), default=1)
    for name, times in ratios.items():
        eighths = round(times / most * _BAR * 8)
        bar = "█" * (eighths // 8) + (_BLOCKS[eighths % 8] if eighths % 8 else "")
        yield f"{name:<{width}}  {bar or _BLOCKS[1]} {times:.2f}"


def _sentence(conditions: Mapping[str, str]) -> str:
    return "; ".join(f"{key} {value}" for key, value in conditions.items()) + "."


def _cell(spread: Spread | None, key: str) -> str:
    if spread is None:
        return ""
    middle, least, most = (amount(value, key) for value in (spread.median, spread.least, spread.most))
    return middle if least == most else f"{middle} ({least} – {most})"


def _each(spread: Spread | None, result: Result) -> str:
    return amount(spread.median / result.count, result.by) if spread else ""


def _times(ratio: Spread | None) -> str:
    if ratio is None:
        return ""
    middle, least, most = (f"{value:.2f}" for value in (ratio.median, ratio.least, ratio.most))
    return middle if least == most else f"{middle} ({least} – {most})"


def _quantity(value: float, target: Target) -> str:
    return f"× {value:.2f}" if target.against is not None else amount(value, target.by)


def amount(value: float, key: str) -> str:
    """A quantity with its unit, in three figures or so."""
    match key:
        case "memory":
            return f"{value / 1e6:,.1f} MB"
        case "instructions":
            return f"{value / 1e6:,.2f} M"
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if value >= size:
            return f"{value / size:.3g} {unit}" if value < 100 * size else f"{value / size:,.0f} {unit}"
    return f"{value * 1e6:.3g} µs"
