"""Makes what is measured, in a process of its own, whose memory is then gone before anything is measured.

python -m benchmarks.programs.making PLACE seeds COUNT plain|described
python -m benchmarks.programs.making PLACE payloads BAGS       the payload of these bags, a flat folder of files each
python -m benchmarks.programs.making PLACE many COUNT          a bag of so many small files
python -m benchmarks.programs.making PLACE large SIZE COUNT    a bag of so many files of so many bytes
python -m benchmarks.programs.making PLACE serialized BAG      the bag as an archive of the kind that PLACE names
python -m benchmarks.programs.making PLACE copy FOLDER
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.bags import large_file, serialize, small_files, write_bag
from benchmarks.documents import write_seeds


def payloads(place: Path, bags: Path) -> None:
    for bag in sorted(bags.iterdir()):
        (place / bag.name).mkdir(parents=True)
        for path in (bag / "data").rglob("*"):
            if path.is_file():
                shutil.copyfile(path, place / bag.name / path.name)


def main(place: Path, what: list[str]) -> None:
    match what:
        case ["seeds", count, how]:
            write_seeds(place, int(count), described=how == "described")
        case ["payloads", bags]:
            payloads(place, Path(bags))
        case ["many", count]:
            write_bag(place, small_files(int(count)))
        case ["large", size, count]:
            write_bag(place, ((f"part-{at}.bin", large_file(int(size), at)) for at in range(int(count))))
        case ["serialized", bag]:
            serialize(Path(bag), place)
        case ["copy", folder]:
            shutil.copytree(folder, place)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
