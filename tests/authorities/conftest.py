"""A small index, built by the program from small data packages of the published ones' shape."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from archive.authorities.build import build_index
from archive.authorities.index import Index, open_index
from archive.authorities.packages import NAMES, find_packages
from tests.authorities.small import wheels_in


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three wheels."""
    return wheels_in(tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Path:
    """A cache folder with the index of these wheels."""
    folder = tmp_path_factory.mktemp("cache")
    build_index(find_packages([wheels], installed=False), folder)
    return folder


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without the published packages, also where they are installed: the small index is not theirs."""
    installed = metadata.distribution

    def distribution(name: str) -> metadata.Distribution:
        if name in NAMES:
            raise metadata.PackageNotFoundError(name)
        return installed(name)

    monkeypatch.setattr(metadata, "distribution", distribution)


@pytest.fixture
def index(cache: Path) -> Iterator[Index]:
    (path,) = cache.iterdir()
    with open_index(path) as opened:
        yield opened
