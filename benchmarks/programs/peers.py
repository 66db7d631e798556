"""The peers at the same jobs, by their own functions, with their own defaults but for the digests, which are ours.

python -m benchmarks.programs.peers versions
python -m benchmarks.programs.peers make PEER PROCESSES FOLDERS    each folder of files made a bag
python -m benchmarks.programs.peers validate PEER BAGS             a bag, or a folder of bags
python -m benchmarks.programs.peers unpacked PEER ARCHIVE WHERE    unpacked there, then judged
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ALGORITHMS = ["sha256", "sha512"]
PEERS = ("bagit-python", "bdbag", "bagit-utils")
_PACKAGES = {"bagit-python": "bagit", "bdbag": "bdbag", "bagit-utils": "bagit-utils"}


def versions() -> dict[str, str]:
    """The peers that are installed, with their versions."""
    found = {}
    for peer in PEERS:
        try:
            found[peer] = importlib.metadata.version(_PACKAGES[peer])
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def make(peer: str, processes: int, folders: str) -> None:
    """Every folder a bag, in so many processes, each of which takes its share."""
    paths = sorted(str(path) for path in Path(folders).iterdir())
    work = _maker(peer)
    if processes == 1:
        _each(work, paths)
        return
    children = []
    for at in range(processes):
        child = os.fork()
        if not child:
            _each(work, paths[at::processes])
            os._exit(0)
        children.append(child)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    if any(statuses):
        raise SystemExit("a worker died")


def validate(peer: str, where: str) -> None:
    paths = (
        [where] if Path(where, "bagit.txt").exists() else sorted(str(path) for path in Path(where).iterdir())
    )
    _each(_judge(peer), paths)


def unpacked(peer: str, archive: str, where: str) -> None:
    if archive.endswith(".zip"):
        shutil.unpack_archive(archive, where)
    else:
        shutil.unpack_archive(archive, where, filter="data")
    validate(peer, where)


def _each(work: Callable[[str], None], paths: Sequence[str]) -> None:
    for path in paths:
        work(path)


def _maker(peer: str) -> Callable[[str], None]:
    match peer:
        case "bagit-python":
            import bagit

            def work(path: str) -> None:
                bagit.make_bag(path, checksums=ALGORITHMS)

        case "bdbag":
            from bdbag import bdbag_api

            def work(path: str) -> None:
                bdbag_api.make_bag(path, algs=ALGORITHMS)

        case "bagit-utils":
            from bagit_utils import Bag

            def work(path: str) -> None:
                # Its build_from copies; these are its steps in place, as the others work.
                top = Path(path)
                children = list(top.iterdir())
                (top / "data").mkdir()
                for child in children:
                    child.rename(top / "data" / child.name)
                bag = Bag(top, False)
                bag.generate_bagit_declaration()
                bag.set_baginfo({})
                bag.set_manifests(ALGORITHMS)
                bag.set_tag_manifests(ALGORITHMS)

        case _:
            raise SystemExit(f"no such peer: {peer}")
    return work


def _judge(peer: str) -> Callable[[str], None]:
    match peer:
        case "bagit-python":
            import bagit

            def work(path: str) -> None:
                bagit.Bag(path).validate()

        case "bdbag":
            from bdbag import bdbag_api

            def work(path: str) -> None:
                bdbag_api.validate_bag(path)

        case "bagit-utils":
            from bagit_utils import Bag

            def work(path: str) -> None:
                report = Bag(Path(path), load=False).validate()
                if not report.valid:
                    raise SystemExit(f"{path}: {report.issues}")

        case _:
            raise SystemExit(f"no such peer: {peer}")
    return work


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    match sys.argv[1:]:
        case ["versions"]:
            print(json.dumps(versions()))
        case ["make", name, number, folders]:
            make(name, int(number), folders)
        case ["validate", name, where]:
            validate(name, where)
        case ["unpacked", name, archive, where]:
            unpacked(name, archive, where)
        case _:
            raise SystemExit(__doc__)
