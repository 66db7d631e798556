"""The site written: a page a text as its bag is read, then the pages that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.bag.store import remove
from archive.outcome import Failed
from archive.reports.site.frame import MARK, style
from archive.reports.site.indexes import index_page, names_page, places_page, subjects_page
from archive.reports.site.reading import Reading
from archive.reports.site.text_page import files_of, text_page
from archive.reports.site.work import Work, work_of
from archive.targets.parcel import Item
from archive.workflows.site import Material, made_of, place_site

_LISTED = ("title", "created", "creator", "subject")


@dataclass(frozen=True, slots=True)
class Site:
    """How many texts have a page, and the bags that have none, each with its error; no site is written where no text has one."""

    texts: int
    failed: tuple[Failed, ...]


def write_site(paths: Sequence[Path], out: Path) -> Site:
    """The site at `out`, of every bag at or under these paths. Raises SettingsError E0520, E0523."""
    works: list[Work] = []
    failed: list[Failed] = []

    def write(folder: Path) -> bool:
        _write(folder, paths, out, works, failed)
        return bool(works)

    place_site(out, write, MARK)
    return Site(len(works), tuple(failed))


def _write(folder: Path, paths: Sequence[Path], out: Path, works: list[Work], failed: list[Failed]) -> None:
    (folder / "texts").mkdir()
    (folder / "files").mkdir()
    collection = about = ""

    def make(material: Material) -> Work:
        nonlocal collection, about
        collection = collection or material.record.value("isPartOf") or "Texts"
        about = about or _told(material)
        return _text(folder, material, collection)

    for outcome in made_of(paths, out, make):
        if isinstance(outcome, Failed):
            failed.append(outcome)
        else:
            works.append(outcome.value)
    (folder / "index.html").write_bytes(index_page(works, collection or "Texts", about))
    for name, page in (("names", names_page), ("places", places_page), ("subjects", subjects_page)):
        (folder / f"{name}.html").write_bytes(page(works, collection or "Texts"))
    (folder / "style.css").write_bytes(style())


def _text(folder: Path, material: Material, collection: str) -> Work:
    """The work whose page and files are now there; where one of them cannot be made, none is."""
    work = work_of(
        material.page,
        material.record,
        material.judged,
        material.layout,
        material.tei,
        (material.digest, material.size),
    )
    page = text_page(work, collection)
    files = folder / "files" / work.name
    try:
        _take_home(files, work, material)
    except BaseException:
        remove(files)
        raise
    (folder / "texts" / f"{work.name}.html").write_bytes(page)
    return _listed(work)


def _listed(work: Work) -> Work:
    """What the indexes need of a work whose page is on disk: a site of many texts holds this of each until the end."""
    kept = tuple(replace(statement, evidence=(), note=None) for statement in work.record.of(*_LISTED))
    named = {name: anchors for name, anchors in work.reading.named.items() if name in work.entries}
    return replace(
        work,
        record=replace(work.record, statements=kept, superseded=()),
        judged=replace(work.judged, findings=(), completeness=None),
        reading=Reading(named=named),
        entries={name: work.entries[name] for name in named},
        made=(),
    )


def _take_home(folder: Path, work: Work, material: Material) -> None:
    folder.mkdir()
    for name, path in files_of(work).items():
        _copy(material.parcel.file(path), folder / name)
    _copy(material.packed(), folder / f"{work.name}.zip")


def _copy(item: Item, place: Path) -> None:
    with place.open("wb") as file:
        for chunk in item.chunks():
            file.write(chunk)


def _told(material: Material) -> str:
    """What the collection says of itself, as the TEI header has it."""
    node = material.tei.find(".//{http://www.tei-c.org/ns/1.0}projectDesc")
    return " ".join("".join(node.itertext()).split()) if node is not None else ""
