"""The folder target: the contract, what stands in the way, two writers at once, a kill at every moment."""

import os
import shutil
from pathlib import Path

import pytest

from archive.errors import Rejected, SettingsError, Unavailable
from archive.targets.folder import open_target
from archive.targets.protocol import Ticket
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import kill_and_repeat
from tests.targets.moments import moments


def opened(root, **options):
    return open_target(str(root), options, lambda option, variable: None)


def codes(findings):
    return [finding.code for finding in findings]


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


class Folders(TargetContract):
    """What holds however bags are kept."""

    options = {}

    @pytest.fixture
    def open_new(self, root):
        return lambda: opened(root, **self.options)

    def only_one(self, target, holding, parcel):
        root = Path(holding.location).parent
        assert os.listdir(root) == [Path(holding.location).name]


class TestLoose(Folders):
    """Bags kept file by file."""

    def spoil(self, holding, place):
        flip(Path(holding.location, place))


class TestTar(Folders):
    """Each bag one file."""

    options = {"serialize": "tar"}

    def spoil(self, holding, place):
        flip(Path(holding.location))


class TestZip(TestTar):
    """A zip is read twice when it is written."""

    options = {"serialize": "zip"}


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
