"""The PREMIS of one seed's package: its three files, all that was done to make them, by whom, and the rights in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.accession import Accession
from archive.premis import Event, EventType, Object, Premis, PremisAgent, Rights, Role
from archive.record.model import SOFTWARE, Agent, Record
from archive.record.profile import Judgement
from archive.seed import Seed
from archive.sip import File
from archive.text import Found, Text, iana_name
from archive.version import VERSION

PLAIN_TEXT, UNICODE_TEXT, TEI_P5 = "x-fmt/111", "x-fmt/16", "fmt/1476"

_DECIDED = {
    Found.STRICT: "it decodes strictly as UTF-8",
    Found.BOM: "its byte order mark says so",
    Found.DECLARED: "it was declared, and the bytes agree",
    Found.DETECTED: "it was detected from the bytes",
}


@dataclass(frozen=True, slots=True)
class Made:
    """The files of the package that PREMIS describes."""

    original: File
    text: File
    tei: File


def provenance(
    seed: Seed, text: Text, record: Record, judgement: Judgement, made: Made, accession: Accession
) -> Premis:
    """Everything PREMIS says of the package; every time is the accession's."""
    ids = {part: accession.identify(seed.name, "object", part) for part in ("original", "text", "tei")}
    events = tuple(_events(seed, text, record, judgement, ids, accession))
    by_type = {event.type: event.identifier for event in events}
    normalized, encoded = by_type[EventType.NORMALIZATION], by_type[EventType.CREATION]
    wide = text.decoding.charset.startswith(("utf-16", "utf_16", "utf-32", "utf_32"))
    program = (SOFTWARE.name, VERSION)
    objects = (
        _object(
            ids["original"],
            made.original,
            ("Plain Text File", UNICODE_TEXT if wide else PLAIN_TEXT),
            seed.original_name,
        ),
        _object(
            ids["text"],
            made.text,
            ("Plain Text File", PLAIN_TEXT),
            None,
            program,
            (ids["original"], normalized),
        ),
        _object(ids["tei"], made.tei, ("TEI P5 XML", TEI_P5), None, program, (ids["text"], encoded)),
    )
    agents = tuple(
        PremisAgent(_agent_id(agent, accession), agent.kind, agent.name, agent.version)
        for agent in dict.fromkeys((SOFTWARE, accession.agent, *seed.cataloguers))
    )
    return Premis(objects, events, agents, _rights(record, seed, ids["original"], accession))


def _object(
    identifier: str,
    file: File,
    form: tuple[str, str],
    original_name: str | None,
    application: tuple[str, str] | None = None,
    source: tuple[str, str] | None = None,
) -> Object:
    return Object(
        identifier=identifier,
        path=file.path,
        size=file.fixity.size,
        digests=file.fixity.digests,
        format_name=form[0],
        puid=form[1],
        original_name=original_name,
        application=application,
        source=source[0] if source else None,
        source_event=source[1] if source else None,
    )


def _events(
    seed: Seed, text: Text, record: Record, judgement: Judgement, ids: dict[str, str], accession: Accession
) -> Iterator[Event]:
    """In the order in which it was done."""
    program = ((_agent_id(SOFTWARE, accession), Role.EXECUTING_PROGRAM),)
    maker = _Maker(seed, accession, program)
    yield from _taken_in(maker, text, ids)
    yield from _derived(maker, text, record, ids)
    yield from _described(maker, record, judgement, ids)
    everything = tuple((identifier, Role.SOURCE) for identifier in ids.values())
    yield maker.event(EventType.PACKAGE_CREATION, "Packaged as a BagIt 1.0 bag.", everything)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the events of one seed's package, all at the accession's time; `program` is who did what nobody else did."""

    seed: Seed
    accession: Accession
    program: tuple[tuple[str, Role], ...]

    def event(
        self,
        kind: EventType,
        detail: str,
        objects: tuple[tuple[str, Role], ...],
        agents: tuple[tuple[str, Role], ...] | None = None,
        note: str | None = None,
    ) -> Event:
        identifier = self.accession.identify(self.seed.name, "event", kind, detail)
        return Event(identifier, kind, self.accession.stamp, detail, note, agents or self.program, objects)

    def acting(self, *agents: Agent) -> tuple[tuple[str, Role], ...]:
        return tuple((_agent_id(agent, self.accession), Role.IMPLEMENTER) for agent in agents)


def _taken_in(maker: _Maker, text: Text, ids: dict[str, str]) -> Iterator[Event]:
    accession, charset = maker.accession, iana_name(text.decoding.charset)
    original = ((ids["original"], Role.SOURCE),)
    yield maker.event(
        EventType.INGESTION_START,
        f"Taken into the collection “{accession.collection.title}” in accession {accession.number}.",
        original,
        maker.acting(accession.agent),
        accession.acquired,
    )
    digested = "Message digests calculated from the bytes as received."
    yield maker.event(EventType.MESSAGE_DIGEST_CALCULATION, digested, original)
    others = " or ".join(other.charset for other in text.decoding.others)
    doubt = f", with doubt: it may be {others}" if others else ""
    found = f"Plain text in {charset}: {_DECIDED[text.decoding.found]}{doubt}."
    yield maker.event(EventType.FORMAT_IDENTIFICATION, found, original)
    decoded = f"Decoded as {charset} and encoded again to the same bytes."
    yield maker.event(EventType.VALIDATION, decoded, original)


def _derived(maker: _Maker, text: Text, record: Record, ids: dict[str, str]) -> Iterator[Event]:
    steps = "; ".join(f"{name}: {count}" for name, count in text.changed) or "no change was needed"
    found = sum(1 for s in (*record.statements, *record.superseded) if s.agent.name == SOFTWARE.name)
    yield maker.event(
        EventType.NORMALIZATION,
        "Text normalized to UTF-8, NFC, LF line ends, without control characters and trailing blanks; "
        "the change list beside it gives the original back.",
        ((ids["original"], Role.SOURCE), (ids["text"], Role.OUTCOME)),
        note=f"Changes by step: {steps}.",
    )
    yield maker.event(
        EventType.METADATA_EXTRACTION,
        "Description derived from the text by rules.",
        ((ids["original"], Role.SOURCE),),
        note=f"{found} statements.",
    )
    yield maker.event(
        EventType.CREATION,
        "TEI P5 encoding made; its text is the normalized text, code point for code point.",
        ((ids["text"], Role.SOURCE), (ids["tei"], Role.OUTCOME)),
    )


def _described(maker: _Maker, record: Record, judgement: Judgement, ids: dict[str, str]) -> Iterator[Event]:
    seed, original = maker.seed, ((ids["original"], Role.SOURCE),)
    if seed.cataloguers:
        said = sum(1 for s in record.statements if s.agent in seed.cataloguers)
        yield maker.event(
            EventType.METADATA_MODIFICATION,
            "Description supplied by a cataloguer.",
            original,
            maker.acting(*seed.cataloguers),
            f"{said} statements.",
        )
    rights = ", ".join(s.uri or s.value or "" for s in record.of("rights", "accessRights"))
    if rights:
        yield maker.event(
            EventType.POLICY_ASSIGNMENT,
            f"Rights and access assigned: {rights}",
            tuple((identifier, Role.SOURCE) for identifier in ids.values()),
            maker.acting(maker.accession.agent),
        )
    yield maker.event(
        EventType.VALIDATION,
        f"Description judged by the {judgement.profile}.",
        original,
        note=f"{'Complete' if judgement.gate else 'Not complete'}: {judgement.summary}.",
    )


def _agent_id(agent: Agent, accession: Accession) -> str:
    return accession.identify("agent", agent.kind, agent.name, agent.version or "")


def _rights(record: Record, seed: Seed, original: str, accession: Accession) -> tuple[Rights, ...]:
    statements = [statement for statement in record.of("rights") if statement.uri]
    notes = [s.value for s in record.of("rights") if s.value and not s.uri]
    return tuple(
        Rights(
            accession.identify(seed.name, "rights", statement.uri or ""),
            statement.uri or "",
            " ".join(notes) or None,
            (original,),
        )
        for statement in statements
    )
