"""The OCFL target: the contract, what stands in the way, and a kill at every moment."""

import json
from pathlib import Path

import pytest

from archive.ocfl.roots import judge_root
from archive.targets.ocfl import open_target
from tests.targets.contract import TargetContract


def opened(root, **options):
    return open_target(str(root), options, lambda option, variable: None)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "store"


class TestOcfl(TargetContract):
    """What every target promises."""

    @pytest.fixture
    def open_new(self, root):
        return lambda: opened(root)

    def spoil(self, holding, place):
        inventory = json.loads(Path(holding.location, "inventory.json").read_text())
        state = inventory["versions"][holding.version]["state"]
        (digest,) = [digest for digest, paths in state.items() if place in paths]
        path = Path(holding.location, inventory["manifest"][digest][0])
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))

    def only_one(self, target, holding, parcel):
        target.close()
        root = Path(target.where.partition(":")[2])
        judged = list(judge_root(root))
        assert [one.identifier for one in judged] == [parcel.identifier, None]
        assert [finding for one in judged for finding in one.findings] == []
        assert holding.version == "v1"
        assert [path.name for path in (root / "extensions").iterdir()] == [
            "0003-hash-and-id-n-tuple-storage-layout"
        ]
