"""InvenioRDM as a target: on the real server, and what is told of a record, as tables."""

import pytest

from archive.targets.invenio import open_target
from tests.servers import Unobtainable
from tests.servers.invenio import running
from tests.targets.contract import TargetContract


@pytest.fixture(scope="session")
def site():
    try:
        server = running()
        with server as ready:
            yield ready
    except Unobtainable as reason:
        pytest.skip(f"no InvenioRDM: {reason}")


@pytest.fixture
def token(site):
    """A user's token; the user has nothing yet."""
    return site.user()


def opened(address, token, **options):
    return open_target(address, options, lambda _option, _variable: token)


@pytest.mark.servers
class TestInvenio(TargetContract):
    """The contract, on InvenioRDM itself."""

    @pytest.fixture
    def open_new(self, site, token):
        return lambda: opened(site.url, token)
