"""The site written: a page a text as its bag is read, then the pages that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.outcome import Failed, Outcome
from archive.reports.site.frame import MARK, style
from archive.reports.site.indexes import index_page, names_page, places_page, subjects_page
from archive.reports.site.reading import Reading
from archive.reports.site.text_page import files_of, text_page
from archive.reports.site.work import Work, work_of
from archive.targets.parcel import Item
from archive.workflows.site import Material, materials, place_site


@dataclass(frozen=True, slots=True)
class Site:
    """What was written: how many texts have a page, and the bags that have none, each with its error."""

    texts: int
    failed: tuple[Failed, ...]


def write_site(paths: Sequence[Path], out: Path) -> Site:
    """The site at `out`, of every bag at or under these paths. Raises SettingsError E0520, E0523."""
    works: list[Work] = []
    failed: list[Failed] = []

    def write(folder: Path) -> None:
        _write(folder, materials(paths), works, failed)

    place_site(out, write, MARK)
    return Site(len(works), tuple(failed))


def _write(
    folder: Path, outcomes: Iterable[Outcome[Material]], works: list[Work], failed: list[Failed]
) -> None:
    (folder / "texts").mkdir()
    (folder / "files").mkdir()
    collection = about = ""
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            failed.append(outcome)
            continue
        material = outcome.value
        collection = collection or material.record.value("isPartOf") or "Texts"
        about = about or _told(material)
        work = work_of(
            material.name,
            material.record,
            material.judged,
            material.layout,
            material.tei,
            (material.digest, material.size),
        )
        (folder / "texts" / f"{work.name}.html").write_bytes(text_page(work, collection))
        _take_home(folder / "files" / work.name, work, material)
        # The text itself is on disk now: what the indexes need of it is little.
        works.append(replace(work, reading=Reading("", work.reading.named, work.reading.spoken)))
    (folder / "index.html").write_bytes(index_page(works, collection or "Texts", about))
    for name, page in (("names", names_page), ("places", places_page), ("subjects", subjects_page)):
        (folder / f"{name}.html").write_bytes(page(works, collection or "Texts"))
    (folder / "style.css").write_bytes(style())


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
