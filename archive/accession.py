"""A collection, and one intake into it. The accession gives every time that stands inside a bag."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha1

from archive.authorities.house import NO_HOUSE, House
from archive.errors import RecordError
from archive.record.draft import Place, nearest_key
from archive.record.languages import tag_fault
from archive.record.model import SOFTWARE, Agent, AgentKind, Origin, Statement
from archive.record.sidecar import at, count, in_order, read_agents, read_mapping, read_statements, read_text
from archive.record.vocabularies import URI, rights_fault
from archive.record.yaml_tree import Mapping, Node, Sequence

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
RULES = ("Describing Archives: A Content Standard (DACS), 2022",)


@dataclass(frozen=True, slots=True)
class Repository:
    """The house that keeps the collection; `contact` and `email` are None where none is given."""

    name: str
    place: str | None = None
    contact: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """What the documents belong to, and what holds of each unless its own description says otherwise.

    `authorities` is the house's own list, read from the files that the intake names.
    """

    identifier: str
    title: str
    description: str | None
    repository: Repository
    defaults: tuple[Statement, ...] = ()
    description_language: str = "en"
    description_rules: tuple[str, ...] = RULES
    description_license: str = CC0
    naan: str | None = None
    authorities: House = NO_HOUSE


@dataclass(frozen=True, slots=True)
class Accession:
    """One intake: `number`, when it was opened (aware, UTC), who took it in, and how the seeds were acquired.

    `by_day` is whether nobody gave the number, so that it is the day.
    """

    collection: Collection
    number: str
    opened_at: datetime
    agent: Agent
    acquired: str | None = None
    by_day: bool = False

    def at(self, opened_at: datetime) -> Accession:
        """This accession as it would be, had it been opened at that time."""
        number = f"{opened_at:%Y-%m-%d}" if self.by_day else self.number
        return replace(self, opened_at=opened_at, number=number)

    def identify(self, *parts: str) -> str:
        """The `urn:uuid` (version 5) of something in this collection: the same parts always give the same one."""
        return _named(_namespace(self.collection.identifier), chr(31).join(parts))

    @property
    def stamp(self) -> str:
        """`opened_at` as every file of a bag writes it: `2026-11-21T00:00:00Z`."""
        return self.opened_at.strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=64)
def _namespace(identifier: str) -> bytes:
    return uuid.uuid5(uuid.NAMESPACE_URL, identifier).bytes


def _named(namespace: bytes, name: str) -> str:
    """The `urn:uuid` that `uuid.uuid5` gives (RFC 9562 §5.5), at an eighth of its cost: a bag has some twenty."""
    digest = bytearray(sha1(namespace + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    found = digest.hex()
    return f"urn:uuid:{found[:8]}-{found[8:12]}-{found[12:16]}-{found[16:20]}-{found[20:]}"


@dataclass(frozen=True, slots=True)
class Intake:
    """What collection.yaml says: the collection, and its accession as far as the file gives it; None where it does not.

    `authorities` are the names of authority files as written, beside the collection's.
    """

    collection: Collection
    number: str | None = None
    opened_at: datetime | None = None
    agent: Agent | None = None
    acquired: str | None = None
    authorities: tuple[str, ...] = ()

    @classmethod
    def unnamed(cls) -> Intake:
        """The intake of a folder that nobody described. No name of a folder enters a bag, so it is called what it is."""
        return cls(
            Collection("local:unnamed", "Collection not named", None, Repository("Repository not named"))
        )

    def accession(self, opened_at: datetime) -> Accession:
        """The accession opened at this time; where the file is silent, it is numbered by the day and taken in by us."""
        opened = opened_at.astimezone(UTC).replace(microsecond=0)
        number = self.number or f"{opened:%Y-%m-%d}"
        agent = self.agent or SOFTWARE
        return Accession(self.collection, number, opened, agent, self.acquired, by_day=not self.number)


def read_collection(data: bytes, where: str) -> Intake:
    """What a collection.yaml says (docs/record.md). Raises RecordError E0303, every fault of the file in `causes`."""
    faults: list[Place] = []
    reader = _Reader(faults)
    root = read_mapping(data, where, faults, "E0303")
    top = reader.fields(root, "", _KEYS, required=("identifier", "title", "repository"))
    house = reader.part(top, "repository", ("name", "place", "contact", "email"), required=("name",))
    intake = reader.part(top, "accession", ("number", "date", "agent", "acquired"))
    about = top.get("description")
    rules = reader.part(top, "description", _ABOUT) if isinstance(about, Mapping) else {}
    described = rules.get("text") if isinstance(about, Mapping) else about
    agents = read_agents(intake["agent"], "accession.agent", faults) if "agent" in intake else ()
    agent = agents[0] if agents else None
    repository = Repository(
        reader.text(house, "name", "repository.") or "",
        *(reader.text(house, key, "repository.") for key in ("place", "contact", "email")),
    )
    collection = Collection(
        identifier=reader.identifier(top),
        title=reader.text(top, "title") or "",
        description=read_text(described, "description", faults) if described is not None else None,
        repository=repository,
        defaults=reader.defaults(top, agent or Agent(AgentKind.ORGANIZATION, repository.name)),
        description_language=reader.language(rules),
        description_rules=reader.texts(rules, "rules", "description.") or RULES,
        description_license=reader.license(rules),
        naan=reader.naan(top),
    )
    found = Intake(
        collection,
        number=reader.text(intake, "number", "accession."),
        opened_at=reader.time(intake),
        agent=agent,
        acquired=reader.text(intake, "acquired", "accession."),
        authorities=reader.texts(top, "authorities", ""),
    )
    if faults:
        raise RecordError("E0303", where, count(faults, "collection file"), in_order(faults))
    return found


_KEYS = ("identifier", "title", "description", "repository", "accession", "naan", "defaults", "authorities")
_ABOUT = ("text", "language", "rules", "license")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)


class _Reader:
    """Takes the parts of a mapping one by one; what is wrong with each goes to `faults`."""

    def __init__(self, faults: list[Place]) -> None:
        self._faults = faults

    def fields(
        self, node: Mapping, place: str, known: tuple[str, ...], *, required: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        for key, _ in node.pairs:
            if key.text not in known:
                self._faults.append((at(key, f"{place}{key.text[:60]}"), nearest_key(key.text, list(known))))
        found: dict[str, Node] = {key.text: value for key, value in node.pairs if key.text in known}
        for name in required:
            if name not in found:
                self._faults.append((at(node, f"{place}{name}"), "is missing; it must be given"))
        return found

    def part(
        self, top: dict[str, Node], name: str, known: tuple[str, ...], *, required: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        node = top.get(name)
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self._faults.append((at(node, name), f"has parts of its own: {', '.join(known)}"))
            return {}
        return self.fields(node, f"{name}.", known, required=required)

    def text(self, fields: dict[str, Node], key: str, place: str = "") -> str | None:
        return read_text(fields[key], f"{place}{key}", self._faults) if key in fields else None

    def texts(self, fields: dict[str, Node], key: str, place: str) -> tuple[str, ...]:
        node = fields.get(key)
        items: tuple[Node, ...] = (
            () if node is None else node.items if isinstance(node, Sequence) else (node,)
        )
        found = (read_text(item, f"{place}{key}", self._faults) for item in items)
        return tuple(text for text in found if text is not None)

    def identifier(self, top: dict[str, Node]) -> str:
        """A URI, for the UUIDs of everything in the collection are made from it."""
        found = self.text(top, "identifier") or ""
        if found and URI.fullmatch(found) is None:
            sentence = f'"{found[:60]}" is no URI; write an address of yours, urn:uuid:… or local:…'
            self._faults.append((at(top["identifier"], "identifier"), sentence))
        return found

    def language(self, rules: dict[str, Node]) -> str:
        found = self.text(rules, "language", "description.")
        if found and (fault := tag_fault(found)):
            self._faults.append((at(rules["language"], "description.language"), fault))
        return found or "en"

    def license(self, rules: dict[str, Node]) -> str:
        found = self.text(rules, "license", "description.")
        if found and (fault := rights_fault(found)):
            self._faults.append((at(rules["license"], "description.license"), fault))
        return found or CC0

    def naan(self, top: dict[str, Node]) -> str | None:
        found = self.text(top, "naan")
        if found and not re.fullmatch(r"[0-9bcdfghjkmnpqrstvwxz]{5,9}", found):
            self._faults.append(
                (at(top["naan"], "naan"), f'"{found[:60]}" is no NAAN: five digits, such as 12345')
            )
        return found

    def defaults(self, top: dict[str, Node], agent: Agent) -> tuple[Statement, ...]:
        node = top.get("defaults")
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self._faults.append(
                (at(node, "defaults"), "is a mapping of properties to values, as in a sidecar")
            )
            return ()
        return read_statements(list(node.pairs), agent, Origin.DEFAULT, self._faults, inside="defaults.")

    def time(self, intake: dict[str, Node]) -> datetime | None:
        """RFC 3339 with its zone, or a date, which is its midnight in UTC."""
        found = self.text(intake, "date", "accession.")
        if found is None:
            return None
        try:
            if _DAY.fullmatch(found):
                return datetime.fromisoformat(found).replace(tzinfo=UTC)
            if _TIME.fullmatch(found):
                return datetime.fromisoformat(found.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        sentence = (
            f'"{found[:60]}" is no day and no time of RFC 3339; write 2026-11-21 or 2026-11-21T09:30:00Z'
        )
        self._faults.append((at(intake["date"], "accession.date"), sentence))
        return None
