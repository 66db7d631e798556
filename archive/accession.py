"""A collection, and one intake into it. The accession gives every time that stands inside a bag."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from archive.record.model import Agent, Statement


@dataclass(frozen=True, slots=True)
class Repository:
    """The house that keeps the collection; `contact` and `email` are None where none is given."""

    name: str
    place: str | None = None
    contact: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """What the documents belong to, and what holds of each unless its own description says otherwise."""

    identifier: str
    title: str
    description: str | None
    repository: Repository
    defaults: tuple[Statement, ...] = ()
    description_language: str = "en"
    description_rules: tuple[str, ...] = ()
    description_license: str = "http://creativecommons.org/publicdomain/zero/1.0/"
    naan: str | None = None


@dataclass(frozen=True, slots=True)
class Accession:
    """One intake: `number`, when it was opened (aware, UTC), who took it in, and how the seeds were acquired."""

    collection: Collection
    number: str
    opened_at: datetime
    agent: Agent
    acquired: str | None = None

    def identify(self, *parts: str) -> str:
        """The `urn:uuid` (version 5) of something in this collection: the same parts always give the same one."""
        namespace = uuid.uuid5(uuid.NAMESPACE_URL, self.collection.identifier)
        return f"urn:uuid:{uuid.uuid5(namespace, chr(31).join(parts))}"

    @property
    def stamp(self) -> str:
        """`opened_at` as every file of a bag writes it: `2026-11-21T00:00:00Z`."""
        return self.opened_at.strftime("%Y-%m-%dT%H:%M:%SZ")
