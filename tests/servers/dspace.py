"""A real DSpace 9.2 for tests: its jars from Maven Central, PostgreSQL from Debian, and its configuration from a checkout of its source.

DSpace's configuration, and some of its jars, are in no package that can be fetched: the variable ARCHIVE_TEST_DSPACE names a checkout of
https://github.com/DSpace/DSpace at the tag dspace-9.2. Without it there is no server.
"""

import fcntl
import json
import os
import shutil
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import Unobtainable, cache, free_port, install, started, wait_for_port

SOURCE = "ARCHIVE_TEST_DSPACE"
RELEASE = "9.2"
HERE = Path(__file__).parent
POSTGRES = Path("/usr/lib/postgresql")
MODULES = "dspace-services,dspace-oai,dspace-iiif,dspace-rdf,dspace-sword,dspace-swordv2"
QUIET = ["-B", "-q", "-Drelease", "-Dmaven.test.skip=true", "-Dcheckstyle.skip", "-Dlicense.skip=true", "-Dxml.skip",
         "-Denforcer.skip", "-Dgpg.skip", "-Dmaven.javadoc.skip"]  # fmt: skip
CONFIGURATION = """\
dspace.dir = {folder}
dspace.server.url = {url}
dspace.ui.url = http://127.0.0.1
dspace.name = Test
db.url = jdbc:postgresql://127.0.0.1:{database}/dspace
db.username = dspace
db.password = dspace
solr.server = http://127.0.0.1:{search}/solr
mail.server.disabled = true
"""


@dataclass(frozen=True)
class Site:
    """`url` is the address that a target is given; user and password are the administrator's; bitstreams lie in `assets`."""

    url: str
    user: str
    password: str
    assets: Path

    def items(self) -> list[str]:
        """The UUIDs of all items."""
        found = self._ask("GET", "/api/core/items?size=1000")
        return [item["uuid"] for item in found.get("_embedded", {}).get("items", ())]

    def clear(self) -> None:
        """Deletes every item, and waits until none is found any more."""
        for uuid in self.items():
            self._ask("DELETE", f"/api/core/items/{uuid}")
        until = time.monotonic() + 60
        while self._ask("GET", "/api/discover/search/objects?dsoType=item")["_embedded"]["searchResult"][
            "page"
        ]["totalElements"]:
            assert time.monotonic() < until, "items that were deleted are still found"
            time.sleep(0.2)

    def _ask(self, method, path):
        token, headers = self._open("GET", "/api/security/csrf", {})[1]["DSPACE-XSRF-TOKEN"], {}
        form = urllib.parse.urlencode({"user": self.user, "password": self.password}).encode()
        guard = {"X-XSRF-TOKEN": token, "Cookie": f"DSPACE-XSRF-COOKIE={token}"}
        headers = {"Authorization": self._open("POST", "/api/authn/login", guard, form)[1]["Authorization"]}
        if method != "GET":
            token = self._open("GET", "/api/security/csrf", {})[1]["DSPACE-XSRF-TOKEN"]
            headers |= {"X-XSRF-TOKEN": token, "Cookie": f"DSPACE-XSRF-COOKIE={token}"}
        data = self._open(method, path, headers)[0]
        return json.loads(data) if data else None

    def _open(self, method, path, headers, body=None):
        request = urllib.request.Request(f"{self.url}{path}", data=body, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read(), answer.headers


@dataclass(frozen=True)
class Programs:
    """The class paths of the site and of its search, the checkout, and PostgreSQL's programs."""

    site: str
    search: str
    source: Path
    postgres: Path


@contextmanager
def running() -> Iterator[Site]:
    """The site, started; when it is left, nothing of it runs and nothing of its data lies about. Raises Unobtainable."""
    programs = installed()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dspace-")))
        folder.chmod(0o755)
        search, database, port = free_port(), free_port(), free_port()
        storing(stack, folder / "database", database, programs)
        searching(stack, folder / "search", search, programs)
        yield serving(stack, folder / "dspace", (port, database, search), programs)


def installed() -> Programs:
    """What is needed, built where it was not yet. Raises Unobtainable with what is missing."""
    source = Path(os.environ.get(SOURCE, ""))
    if not os.environ.get(SOURCE) or not (source / "dspace/config/dspace.cfg").is_file():
        raise Unobtainable(
            f"its configuration is in no package: set {SOURCE} to a checkout of its source, tag dspace-{RELEASE}"
        )
    for program in ("java", "javac", "mvn"):
        if shutil.which(program) is None:
            raise Unobtainable(f"there is no {program}")
    postgres = max(POSTGRES.glob("*/bin/initdb"), default=None)
    if postgres is None:
        raise Unobtainable("there is no PostgreSQL")
    folder = cache("dspace")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            build(folder, source)
            (folder / "done").touch()
    paths = {
        name: f"{folder / 'classes'}:{(folder / f'{name}.cp').read_text()}" for name in ("site", "search")
    }
    return Programs(paths["site"], paths["search"], source, postgres.parent)


def build(folder: Path, source: Path) -> None:
    """The modules that Maven Central lacks, in a repository of our own, the class paths, and our two programs."""
    maven = ["mvn", f"-Dmaven.repo.local={folder / 'm2'}", *QUIET]
    work = folder / "source"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(source, work, ignore=shutil.ignore_patterns(".git", "target"))
    # The handle server's library is on a server of its own; nothing that runs here calls it.
    with zipfile.ZipFile(folder / "nothing.jar", "w") as jar:
        jar.writestr("nothing.txt", "")
    install([*maven, "install:install-file", "-DgroupId=net.handle", "-DartifactId=handle", "-Dversion=9.3.2",
             "-Dpackaging=jar", f"-Dfile={folder / 'nothing.jar'}", "-DgeneratePom=true"])  # fmt: skip
    install([*maven, "-N", "install"], cwd=work)
    install([*maven, "-pl", MODULES, "install"], cwd=work, seconds=1800)
    (folder / "classes").mkdir(exist_ok=True)
    for name, program in (("site", "DspaceSite"), ("search", "DspaceSearch")):
        path = folder / f"{name}.cp"
        install(
            [
                *maven,
                "-f",
                str(HERE / f"dspace_{name}.xml"),
                "dependency:build-classpath",
                f"-Dmdep.outputFile={path}",
            ],
            seconds=1800,
        )
        install(
            [
                "javac",
                "-proc:none",
                "-cp",
                path.read_text(),
                "-d",
                str(folder / "classes"),
                str(HERE / f"{program}.java"),
            ]
        )


def storing(stack: ExitStack, folder: Path, port: int, programs: Programs) -> None:
    """PostgreSQL with an empty database; as its own user, for it does not run as root."""
    folder.mkdir()
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    run = [
        *as_user,
        str(programs.postgres / "initdb"),
        "-D",
        str(folder / "data"),
        "-A",
        "trust",
        "-U",
        "dspace",
        "-E",
        "UTF8",
    ]
    install(run)
    log = folder.with_suffix(".log")
    command = [
        *as_user,
        str(programs.postgres / "postgres"),
        "-D",
        str(folder / "data"),
        "-p",
        str(port),
        "-k",
        str(folder),
        "-c",
        "fsync=off",
    ]
    process = stack.enter_context(started(command, log))
    wait_for_port(port, process, log)
    ask = ["-h", "127.0.0.1", "-p", str(port), "-U", "dspace"]
    install([str(programs.postgres / "createdb"), *ask, "dspace"])
    install([str(programs.postgres / "psql"), *ask, "-q", "-c", "CREATE EXTENSION pgcrypto", "dspace"])


def searching(stack: ExitStack, folder: Path, port: int, programs: Programs) -> None:
    """Solr with DSpace's cores."""
    shutil.copytree(programs.source / "dspace/solr", folder)
    (folder / "solr.xml").write_text("<solr/>")
    home = [f"-Dsolr.install.dir={folder}", f"-Dsolr.log.dir={folder}"]
    command = ["java", "-Xmx512m", *home, "-cp", programs.search, "DspaceSearch", str(folder), str(port)]
    log = folder.with_suffix(".log")
    ready(stack.enter_context(started(command, log)), log)


def serving(stack: ExitStack, folder: Path, ports: tuple[int, int, int], programs: Programs) -> Site:
    port, database, search = ports
    url = f"http://127.0.0.1:{port}/server"
    shutil.copytree(programs.source / "dspace/config", folder / "config")
    settings = CONFIGURATION.format(folder=folder, url=url, database=database, search=search)
    (folder / "config/local.cfg").write_text(settings)
    logging = folder / "config/log4j2-console.xml"
    java = [
        "java",
        "-Xmx1g",
        f"-Ddspace.dir={folder}",
        f"-Dlog4j2.configurationFile={logging}",
        "-cp",
        programs.site,
    ]
    install([*java, "org.dspace.app.launcher.ScriptLauncher", "database", "migrate"])
    site = Site(url, "admin@example.org", "a password nobody guesses", folder / "assetstore")
    command = [*java, "DspaceSite", f"--server.port={port}", "--server.address=127.0.0.1", "--server.servlet.context-path=/server",
               f"--dspace.dir={folder}", f"--logging.config={logging}"]  # fmt: skip
    log = folder.with_suffix(".log")
    ready(
        stack.enter_context(
            started(command, log, env={"SITE_USER": site.user, "SITE_PASSWORD": site.password})
        ),
        log,
    )
    return site


def ready(process, log: Path, *, seconds: float = 300) -> None:
    """Returns once the program says so. Raises Unobtainable."""
    until = time.monotonic() + seconds
    while "READY" not in log.read_text(encoding="utf-8", errors="replace"):
        if process.poll() is not None or time.monotonic() > until:
            words = [
                line
                for line in log.read_text(errors="replace").splitlines()
                if line.strip() and not line.startswith("\tat ")
            ]
            raise Unobtainable(f"it did not start: {' / '.join(words[-2:])[-400:]}")
        time.sleep(0.2)
