"""A house's own list of authorities: its persons, bodies, places and topics, with the forms in which texts name them.

It goes before every published vocabulary, and since it lies beside the collection's file it is the same wherever the collection is
packaged. A table (CSV) or YAML; `docs/authorities.md` shows both.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archive.authorities.heading import Kind
from archive.authorities.keys import folded, words_of
from archive.errors import RecordError
from archive.record import yaml_tree
from archive.record.cells import split, unguard
from archive.record.draft import Place, clean, nearest_key, text_fault
from archive.record.vocabularies import URI, nearest, unknown

FIELDS = ("name", "kind", "variants", "uri", "scheme", "note")
"""The columns of the table and the keys of a YAML entry; `name` and `kind` must be there."""

KINDS = (Kind.PERSON, Kind.BODY, Kind.PLACE, Kind.TOPIC)
MAX_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One authority of the house: `name` is the form that stands in records, `variants` are other forms of texts."""

    name: str
    kind: Kind
    variants: tuple[str, ...] = ()
    uri: str | None = None
    scheme: str | None = None
    note: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class House:
    """The lists of a house as one; `known` has every form, folded; `phrases` has them as words, by the first."""

    entries: tuple[Entry, ...] = ()
    known: Mapping[str, Entry] = field(default_factory=dict, repr=False, compare=False)
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def find(self, name: str, *kinds: Kind) -> Entry | None:
        """The one entry of these kinds that bears this name, letter case apart."""
        entry = self.known.get(folded(name))
        return entry if entry is not None and (not kinds or entry.kind in kinds) else None


NO_HOUSE = House()
"""The list of a house that has none."""


def read_house(files: Iterable[tuple[str, bytes]]) -> House:
    """The lists in `files`, each with the name under which it is shown; a name ending in .yaml or .yml is YAML, else CSV.

    Raises RecordError E0371 on a file that cannot be read, E0372 with every fault of all files in `causes`.
    """
    faults: list[Place] = []
    entries: list[Entry] = []
    known: dict[str, Entry] = {}
    places: dict[str, str] = {}
    for where, data in files:
        yaml = where.lower().endswith((".yaml", ".yml"))
        for place, fields in (_of_yaml if yaml else _of_table)(data, where, faults):
            entry = _entry(place, fields, faults)
            if entry is None:
                continue
            entries.append(entry)
            for form in dict.fromkeys(map(folded, entry.forms)):
                if form in known:
                    faults.append((f"{place}, name", f'"{form[:60]}" is a form of {places[form]} already'))
                known.setdefault(form, entry)
                places.setdefault(form, place)
    if faults:
        noun = "fault" if len(faults) == 1 else "faults"
        shown = (
            faults[:MAX_FAULTS]
            if len(faults) <= MAX_FAULTS
            else [*faults[:MAX_FAULTS], ("…", f"and {len(faults) - MAX_FAULTS} more")]
        )
        raise RecordError("E0372", _first(shown), f"{len(faults)} {noun} in the authorities", tuple(shown))
    return House(tuple(entries), known, _phrases(entries))


Fields = dict[str, tuple[str, ...]]
"""The parts of an entry; each is one text but `variants`."""


def _of_table(data: bytes, where: str, faults: list[Place]) -> Iterator[tuple[str, Fields]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise RecordError("E0371", f"{where}:{line}", "is not UTF-8; save the table as CSV in UTF-8") from exc
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [cell.strip().casefold() for cell in next(reader, [])]
        if "name" not in columns:
            raise RecordError("E0371", where, "the first row has no column `name`")
        for heading in columns:
            if heading not in FIELDS:
                faults.append((f"{where} row 1, {heading[:60]}", nearest_key(heading, list(FIELDS))))
        for row in reader:
            if any(cell.strip() for cell in row):
                place = f"{where} row {reader.line_num}"
                if len(row) > len(columns):
                    faults.append((place, f"has {len(row)} cells, the first row {len(columns)}"))
                yield place, _cells(columns, row)
    except csv.Error as exc:
        raise RecordError("E0371", f"{where}:{reader.line_num}", f"no CSV: {exc}") from exc


def _cells(columns: list[str], row: list[str]) -> Fields:
    fields: Fields = {}
    for column, cell in zip(columns, row, strict=False):
        parts = split(unguard(cell)) if column == "variants" else [unguard(cell)]
        kept = tuple(part for part in map(clean, parts) if part)
        if kept and column in FIELDS:
            fields[column] = kept
    return fields


def _of_yaml(data: bytes, where: str, faults: list[Place]) -> Iterator[tuple[str, Fields]]:
    try:
        root = yaml_tree.parse(data, faults)
    except yaml_tree.TreeError as exc:
        raise RecordError("E0371", f"{where}:{exc.line}" if exc.line else where, str(exc)) from exc
    if root is None:
        return
    if not isinstance(root, yaml_tree.Sequence):
        raise RecordError("E0371", f"{where}:{root.line}", "is no list of entries, each with a `name`")
    for item in root.items:
        place = f"{where} line {item.line}"
        if not isinstance(item, yaml_tree.Mapping):
            faults.append((place, "is no entry; write `name:` and `kind:`"))
            continue
        fields: Fields = {}
        for key, node in item.pairs:
            if key.text not in FIELDS:
                faults.append(
                    (f"{where} line {key.line}, {key.text[:60]}", nearest_key(key.text, list(FIELDS)))
                )
                continue
            nodes = node.items if isinstance(node, yaml_tree.Sequence) else (node,)
            if len(nodes) != 1 and key.text != "variants":
                faults.append((f"{where} line {node.line}, {key.text}", "is one text, not a list"))
                continue
            texts = [node.text for node in nodes if isinstance(node, yaml_tree.Scalar) and not node.empty]
            if len(texts) != len(nodes):
                faults.append((f"{where} line {node.line}, {key.text}", "is empty, or no text"))
            fields[key.text] = tuple(map(clean, texts))
        yield place, fields


def _entry(place: str, fields: Fields, faults: list[Place]) -> Entry | None:
    before = len(faults)
    for part, texts in fields.items():
        for text in texts:
            fault = text_fault(text)
            if fault is not None:
                faults.append((f"{place}, {part}", fault))
    name, kind, uri = _one(fields, "name"), _one(fields, "kind"), _one(fields, "uri")
    kinds = [str(known) for known in KINDS]
    if name is None:
        faults.append((f"{place}, name", "is missing"))
    if kind is None:
        faults.append((f"{place}, kind", f"is missing; there are {', '.join(kinds)}"))
    elif kind.casefold() not in kinds:
        meant = nearest(kind, kinds)
        faults.append((f"{place}, kind", unknown("kind", kind, kinds if meant is None else [meant])))
    if uri is not None and URI.fullmatch(uri) is None:
        faults.append(
            (f"{place}, uri", f'"{uri[:60]}" is no URI: it has a scheme such as http: and no blanks')
        )
    if len(faults) > before or name is None or kind is None:
        return None
    variants = fields.get("variants", ())
    return Entry(name, Kind(kind.casefold()), variants, uri, _one(fields, "scheme"), _one(fields, "note"))


def _one(fields: Fields, part: str) -> str | None:
    texts = fields.get(part)
    return texts[0] if texts else None


def _phrases(entries: list[Entry]) -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    """Every form as words in small letters, by the first word; of those that begin alike the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in entries:
        for words in dict.fromkeys(map(words_of, entry.forms)):
            if words:
                found.setdefault(words[0], []).append((words, entry))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in found.items()}


def _first(faults: list[Place]) -> str:
    """The file of the first fault: `seeds/authorities.csv`."""
    place = faults[0][0]
    for mark in (" row ", " line "):
        place = place.rpartition(mark)[0] or place
    return place
