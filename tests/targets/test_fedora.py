"""Fedora: the contract on a real server, hostile wires between, kills at every moment, and what its storage holds."""

import contextlib
import itertools

import pytest

from archive.targets.fedora import open_target
from tests.servers import Unobtainable, fedora
from tests.targets.contract import TargetContract

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session", params=fedora.VERSIONS)
def server(request, tmp_path_factory):
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(fedora.running(tmp_path_factory.mktemp("fedora"), request.param))
        except Unobtainable as reason:
            pytest.skip(f"Fedora {request.param}: {reason}")
        yield server


def opened(server, base, **options):
    secrets = {"FEDORA_USER": server.details["user"], "FEDORA_PASSWORD": server.details["password"]}
    return open_target(base, options, lambda option, default: secrets.get(options.get(option, default)))


@pytest.mark.servers
class TestFedora(TargetContract):
    """The contract on Fedora itself."""

    @pytest.fixture
    def open_new(self, server):
        base = f"{server.base}/test-{next(NUMBERS)}"
        return lambda: opened(server, base)
