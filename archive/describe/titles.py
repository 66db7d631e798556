"""The title: the one the text bears, else one devised from nature, body and topic where each rests on words (DACS 2.3).

Never a first sentence, never a file's name.
"""

from __future__ import annotations

from typing import NamedTuple

from archive.describe.addressees import Addressee
from archive.describe.fields import Field
from archive.describe.genres import genre_of
from archive.describe.headlines import LONGEST, headline
from archive.describe.names import Kind
from archive.describe.reading import Reading, Span, claim
from archive.describe.subjects import Topic
from archive.describe.toplines import topline
from archive.outline.blocks import Genre
from archive.record.model import Evidence, Origin, Statement

_NATURE = {
    Genre.LETTER: "Letter",
    Genre.OPEN_LETTER: "Letter",  # that it was published is not for a title to say
    Genre.STATEMENT: "Statement",
    Genre.ARTICLE: "News article",
    Genre.OPINION: "Opinion piece",
    Genre.TEASERS: "News summaries",
    Genre.SPEECH: "Speech",
    Genre.INTERVIEW: "Interview",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


class Known(NamedTuple):
    """What other rules found, for titles and abstracts are made of it."""

    agents: tuple[Statement, ...]
    created: tuple[Statement, ...]
    places: tuple[Statement, ...]
    publishers: tuple[Statement, ...]
    topics: tuple[Topic, ...]
    to: Addressee | None

    def creators(self) -> tuple[Statement, ...]:
        return tuple(agent for agent in self.agents if agent.property == "creator")


def titles(reading: Reading, fields: tuple[Field, ...], known: Known) -> tuple[Statement, ...]:
    """One title or none."""
    for kind in ("title", "subject"):
        for field in fields:
            if field.kind == kind and field.end - field.start <= LONGEST:
                return (_formal(reading, Span(field.start, field.end), f"title/{kind}-field"),)
    heading = headline(reading)
    if heading is not None:
        return (_formal(reading, heading, "title/heading"),)
    top = topline(reading)
    if top is not None:
        return (_formal(reading, top, "title/topline"),)
    return _devised(reading, known)


def written(edtf: str) -> str | None:
    """A full date or a month in words: `3 December 2017`."""
    parts = edtf.split("-")
    if len(parts) == 1 or not all(part.isdigit() for part in parts):
        return edtf if edtf.isdigit() else None
    month = MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def nature(reading: Reading) -> str | None:
    """What a devised title calls the document; None where its genre is not known."""
    return _NATURE.get(genre_of(reading))


def _formal(reading: Reading, run: Span, rule: str) -> Statement:
    value = " ".join(reading.content[run.start : run.end].split())
    return claim("title", value, Origin.TRANSCRIBED, rule, (reading.quote(*run),), lang=reading.language)


def _devised(reading: Reading, known: Known) -> tuple[Statement, ...]:
    kind = nature(reading)
    if kind is None:
        return ()
    if kind == _NATURE[Genre.LETTER]:
        made = _of_letter(reading, kind, known)
    elif kind in (_NATURE[Genre.STATEMENT], _NATURE[Genre.SPEECH]):
        made = _of_body(reading, kind, known)
    else:
        made = _of_topic(reading, kind, known)
    if made is None or len(made[0]) > LONGEST:
        return ()
    value, evidence = made
    return (claim("title", value, Origin.DEVISED, "title/devised", evidence, lang="en"),)


def _of_letter(reading: Reading, kind: str, known: Known) -> tuple[str, tuple[Evidence, ...]] | None:
    """`Letter from A to B, office, body, on a topic, date`; of more than two senders their number is told."""
    senders = known.creators()
    evidence: list[Evidence] = []
    value = kind
    if 0 < len(senders) <= 2:
        value += " from " + " and ".join(sender.value or "" for sender in senders)
        evidence.extend(sender.evidence[0] for sender in senders)
    elif senders:
        value += f" from {counted(senders)}"
        evidence.extend((senders[0].evidence[0], senders[-1].evidence[0]))
    if known.to is not None:
        spans = [
            Span(known.to.name.start, known.to.name.end),
            *(span for span in (known.to.office, known.to.body) if span is not None),
        ]
        value += " to " + ", ".join(
            " ".join(reading.content[span.start : span.end].split()) for span in spans
        )
        evidence.extend(reading.quote(*span) for span in spans)
    if not evidence:
        return None
    topic = topic_of(reading, known) if known.topics else None
    if topic is not None and known.to is not None:
        value += f", on {topic[0]}"
        evidence.extend(topic[1])
    return _dated(value, evidence, known)


def counted(senders: tuple[Statement, ...]) -> str:
    """`thirteen organizations` where all are bodies, else `thirteen signatories`."""
    number = _NUMBERS[len(senders)] if len(senders) < len(_NUMBERS) else str(len(senders))
    bodies = all((sender.note or "").startswith(str(Kind.BODY)) for sender in senders)
    return f"{number} {'organizations' if bodies else 'signatories'}"


def _of_body(reading: Reading, kind: str, known: Known) -> tuple[str, tuple[Evidence, ...]] | None:
    """`Statement of the International Action Center on Honduras, 3 December 2017`."""
    makers = known.creators()
    if not 0 < len(makers) <= 2:
        return None
    names = [f"{article(reading, maker)}{maker.value}" for maker in makers]
    evidence = [maker.evidence[0] for maker in makers]
    value = f"{kind} of {' and '.join(names)}"
    topic = topic_of(reading, known)
    if topic is not None:
        value += f" on {topic[0]}"
        evidence.extend(topic[1])
    return _dated(value, evidence, known)


def _of_topic(reading: Reading, kind: str, known: Known) -> tuple[str, tuple[Evidence, ...]] | None:
    """`News summaries of TRT World on electoral fraud in Honduras`: of a text that names no maker, the topic must be double."""
    topic = topic_of(reading, known)
    if topic is None or not known.places or not known.topics:
        return None
    makers = (*known.creators(), *known.publishers)[:1]
    by = f" of {article(reading, makers[0])}{makers[0].value}" if makers else ""
    evidence = [maker.evidence[0] for maker in makers] + list(topic[1])
    return _dated(f"{kind}{by} on {topic[0]}", evidence, known)


def topic_of(reading: Reading, known: Known) -> tuple[str, tuple[Evidence, ...]] | None:
    """The chief topic in the chief country, or either alone."""
    place = known.places[0] if known.places else None
    topic = known.topics[0] if known.topics else None
    quotes: tuple[Evidence, ...] = ()
    if topic is not None:
        quotes = (reading.quote(*topic.places[0]),)
    if topic is not None and place is not None:
        return f"{topic.heading.topic} in {_the(place.value or '')}", (*quotes, place.evidence[0])
    if place is not None:
        return _the(place.value or ""), (place.evidence[0],)
    return (topic.heading.topic, quotes) if topic is not None else None


def _the(place: str) -> str:
    plural = place.startswith(("United ", "Democratic")) or place.endswith(
        ("Republic", "Philippines", "Netherlands")
    )
    return f"the {place}" if plural else place


def article(reading: Reading, maker: Statement) -> str:
    """`the ` where the text itself gives the name its article."""
    first = maker.evidence[0]
    above = reading.content[max(0, (first.start or 0) - 4) : first.start or 0].casefold()
    return "the " if above == "the " else ""


def _dated(value: str, evidence: list[Evidence], known: Known) -> tuple[str, tuple[Evidence, ...]]:
    if known.created:
        day = written(known.created[0].value or "")
        if day is not None:
            return f"{value}, {day}", (*evidence, *known.created[0].evidence)
    return value, tuple(evidence)
