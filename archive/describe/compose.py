"""A record from a seed: what the rules derive, what is measured, the collection's defaults, and a person's words over all."""

from __future__ import annotations

from archive.accession import Accession
from archive.describe.abstracts import abstracts, incipits
from archive.describe.addressees import addressee
from archive.describe.agents import agents
from archive.describe.created import created, issued
from archive.describe.events import coverage
from archive.describe.fields import head_fields
from archive.describe.figures import figures
from archive.describe.genres import genre_of, types
from archive.describe.housed import about, authorized
from archive.describe.measured import belongings, derivatives, formats, identifiers, measures
from archive.describe.places import places, settings
from archive.describe.reading import Reading, claim, read
from archive.describe.rights import notices, publishers, rights
from archive.describe.said import found_in, merged
from archive.describe.sources import sources
from archive.describe.states import states
from archive.describe.subjects import namings, subjects, topics
from archive.describe.titles import Known, titles
from archive.outline.blocks import Outline
from archive.record.model import SOFTWARE, Description, Origin, Record, Statement
from archive.seed import Seed
from archive.text import Text


def describe(seed: Seed, text: Text, outline: Outline, accession: Accession) -> Record:
    """The record of one document: statements in the order of the DCMI terms. Raises RecordError E0351.

    E0351: a person's evidence is not in the text; every such quote is in `causes`.
    """
    declared = found_in(seed, text.content)
    reading = read(text, outline)
    derived = (
        *identifiers(seed, accession),
        *measures(seed, text),
        *formats(text),
        *derivatives(seed),
        *belongings(accession),
        *derive(reading, accession),
    )
    stands, superseded = merged(declared, derived, accession.collection.defaults)
    collection = accession.collection
    description = Description(
        makers=(SOFTWARE, *seed.cataloguers),
        created_at=accession.opened_at,
        conforms_to=collection.description_rules,
        language=collection.description_language,
        license=collection.description_license,
    )
    return Record(accession.identify(seed.name), stands, superseded, description)


def derive(reading: Reading, accession: Accession) -> tuple[Statement, ...]:
    """What the text itself gives, each statement with its evidence; of what the rules do not find, nothing is said.

    Names that the house's list knows have its form and URI. No index of headings is asked: see `candidates`.
    """
    fields = head_fields(reading)
    latest = accession.opened_at.date()
    to = addressee(reading, fields)
    lines = notices(reading)
    found = topics(reading)
    about_countries = settings(reading)
    known = Known(
        agents=agents(reading, fields, to),
        created=created(reading, fields, latest),
        places=places(reading, about_countries) or states(reading),
        publishers=publishers(reading, lines, fields),
        topics=found,
        to=to,
    )
    titled = titles(reading, fields, known)
    formal = any(title.origin is Origin.TRANSCRIBED for title in titled)
    stated = (
        *known.agents,
        *known.created,
        *issued(reading, fields, latest),
        *known.places,
        *known.publishers,
        *titled,
        *(() if formal else incipits(reading)),
        *abstracts(reading, known),
        *_languages(reading),
        *types(reading),
        *subjects(reading, found, about_countries),
        *figures(reading, genre_of(reading), (*known.agents, *known.publishers)),
        *coverage(reading, known.created),
        *rights(reading, lines),
        *sources(reading),
    )
    house = accession.collection.authorities
    stands = authorized(stated, house)
    return (*stands, *about(reading, namings(reading, house), stands))


def _languages(reading: Reading) -> tuple[Statement, ...]:
    return tuple(
        claim(
            "language",
            spoken.tag,
            Origin.INFERRED,
            "language/two-opinions",
            (reading.quote(spoken.start, spoken.end),),
            scheme="BCP 47",
        )
        for spoken in reading.languages
    )
