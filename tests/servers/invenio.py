"""A real InvenioRDM for tests: PostgreSQL and Redis from Debian, OpenSearch from Maven Central, InvenioRDM from PyPI.

The installs are kept in the cache folder; data begins anew at each start, in a folder of its own that goes with the server.
"""

import fcntl
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from tests.servers import Unobtainable, cache, free_port, install, started, wait_for_answer, wait_for_port

RELEASE = "14.0.5"
HERE = Path(__file__).parent
POSTGRES = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Site:
    """`url` is the site's address, with the API under /api; `bare` that of an API without it; `files` is its storage.

    `search` is the address of its search engine.
    """

    url: str
    bare: str
    files: Path
    search: str

    def user(self) -> str:
        """The token of a user who has nothing yet."""
        with urlopen(f"{self.url}/new-user", timeout=30) as answer:
            return answer.read().decode()


@dataclass(frozen=True)
class Programs:
    python: Path
    jars: Path
    postgres: Path


@contextmanager
def running() -> Iterator[Site]:
    """The site, started; when it is left, nothing of it runs and nothing of its data lies about. Raises Unobtainable."""
    programs = installed()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="invenio-")))
        folder.chmod(0o755)
        search, database, redis = free_port(), free_port(), free_port()
        searching = begin(stack, folder, "search", search_command(programs, folder, search))
        caching = begin(stack, folder, "redis", redis_command(redis))
        storing = begin(stack, folder, "database", *database_command(programs, folder, database))
        wait_for_port(redis, *caching)
        wait_for_port(database, *storing)
        wait_for_answer(f"http://127.0.0.1:{search}", *searching)
        yield site(stack, folder, programs, database, redis, search)


def installed() -> Programs:
    """What is needed, installed where it was not yet. Raises Unobtainable with what is missing."""
    debian()
    folder = cache("invenio")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        python = environment(folder / f"venv-{RELEASE}")
        jars = search_jars(folder / "search")
    return Programs(python, jars, max(POSTGRES.glob("*/bin"), key=lambda path: int(path.parent.name)))


def debian() -> None:
    """PostgreSQL and Redis; installed by apt if they are not there and we are root."""
    if os.geteuid() == 0 and lacking() & {"redis-server", "postgresql"}:
        quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]
        install([*quiet, "update"])
        install([*quiet, "install", "-y", "--no-install-recommends", "postgresql", "redis-server"])
    if lacking():
        raise Unobtainable(f"not installed: {', '.join(sorted(lacking()))}")


def lacking() -> set[str]:
    missing = {name for name in ("redis-server", "setpriv", "java") if not shutil.which(name)}
    return missing if list(POSTGRES.glob("*/bin/initdb")) else {*missing, "postgresql"}


def environment(folder: Path) -> Path:
    """The Python of an environment that has InvenioRDM."""
    python = folder / "bin/python"
    if not (folder / "installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        install([sys.executable, "-m", "venv", str(folder)])
        install([str(python), "-m", "pip", "install", "--quiet", f"invenio-app-rdm[opensearch2]=={RELEASE}"])
        (folder / "installed").touch()
    return python


def search_jars(folder: Path) -> Path:
    """The folder of OpenSearch's archives."""
    if not (folder / "installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        pom = str(shutil.copy(HERE / "invenio_search.xml", folder / "pom.xml"))
        install(["mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={folder}"])
        (folder / "installed").touch()
    return folder


def begin(stack: ExitStack, folder: Path, name: str, command: Sequence[str], user: Sequence[str] = (), **env):
    """The process and its log; it ends with the stack, and also when this process is killed."""
    log = folder / f"{name}.log"
    told = (
        ["setpriv", *user, "setpriv", "--pdeathsig", "KILL"] if user else ["setpriv", "--pdeathsig", "KILL"]
    )
    return stack.enter_context(started([*told, *command], log, cwd=folder, env=env)), log


def search_command(programs: Programs, folder: Path, port: int) -> list[str]:
    home = folder / "search"
    home.mkdir()
    arguments = [str(home), str(port), str(free_port())]
    return ["java", "-Xmx400m", "-cp", f"{programs.jars}/*", str(HERE / "InvenioSearch.java"), *arguments]


def redis_command(port: int) -> list[str]:
    return ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]


def database_command(programs: Programs, folder: Path, port: int) -> tuple[list[str], list[str]]:
    """PostgreSQL on data of its own, and the user to run it as: it refuses to be run by root."""
    user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    data = folder / "database"
    data.mkdir()
    if user:
        shutil.chown(data, "postgres", "postgres")
    made = [
        str(programs.postgres / "initdb"),
        "-D",
        str(data),
        "-U",
        "archive",
        "-A",
        "trust",
        "-N",
        "-E",
        "UTF8",
    ]
    install([*(["setpriv", *user] if user else []), *made, "--no-locale"], cwd=folder)
    options = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "unix_socket_directories="]
    return [
        str(programs.postgres / "postgres"),
        "-D",
        str(data),
        "-p",
        str(port),
        "-h",
        "127.0.0.1",
        *options,
    ], user


def site(stack: ExitStack, folder: Path, programs: Programs, database: int, redis: int, search: int) -> Site:
    """InvenioRDM on top of these, when it answers."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    files, told = folder / "files", folder / "settings.json"
    files.mkdir()
    config = {
        **{name: f"redis://127.0.0.1:{redis}/{number}" for number, name in enumerate(CACHES)},
        "SECRET_KEY": "tests",
        "SQLALCHEMY_DATABASE_URI": f"postgresql+psycopg2://archive@127.0.0.1:{database}/archive",
        "SEARCH_HOSTS": [{"host": "127.0.0.1", "port": search}],
        "CACHE_TYPE": "flask_caching.backends.RedisCache",
        "CELERY_TASK_ALWAYS_EAGER": True,
        "RATELIMIT_ENABLED": False,
        "DATACITE_ENABLED": False,
        "TRUSTED_HOSTS": ["127.0.0.1", "localhost"],
        "SITE_UI_URL": url,
        "SITE_API_URL": f"{url}/api",
        "APP_ENABLE_SECURE_HEADERS": False,
        "FILES_REST_DEFAULT_MAX_FILE_SIZE": 10**10,
        "SESSION_COOKIE_SECURE": False,
    }
    told.write_text(json.dumps({"config": config, "files": str(files), "port": port}))
    command = [str(programs.python), str(HERE / "invenio_site.py"), str(told)]
    running = begin(
        stack,
        folder,
        "site",
        command,
        INVENIO_INSTANCE_PATH=str(folder / "instance"),
        PYTHONPATH="",
        PYTHONHOME="",
    )
    wait_for_answer(f"{url}/api/vocabularies/resourcetypes/publication-other", *running, seconds=180)
    return Site(url, f"{url}/bare", files, f"http://127.0.0.1:{search}")


CACHES = (
    "CACHE_REDIS_URL", "ACCOUNTS_SESSION_REDIS_URL", "CELERY_RESULT_BACKEND", "RATELIMIT_STORAGE_URI",
    "COMMUNITIES_IDENTITIES_CACHE_REDIS_URL", "BROKER_URL", "CELERY_BROKER_URL",
)  # fmt: skip


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    begun = time.monotonic()
    with suppress(KeyboardInterrupt), running() as ready:
        print(f"ready after {time.monotonic() - begun:.1f} s: {ready}", flush=True)  # noqa: T201
        print(f"INVENIO_TOKEN={ready.user()}", flush=True)  # noqa: T201
        signal.pause()
