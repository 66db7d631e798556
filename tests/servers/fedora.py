"""Fedora from Maven Central, in Jetty, with one user. Cold (downloads) one to two minutes, warm half a minute each.

Central has the wars up to 6.1.0, and the modules of 6.5.1 without its war; nothing of 7. So 6.1.0 runs as it was released; for
6.5.1 a web application is put together from its released modules and the war's few configuration classes, without messaging,
access control lists and statistics, whose modules Central lacks too.
"""

import os
import secrets
import shutil
import sys
import tempfile
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers import Server, Unobtainable, cache, free_port, install, started, wait_for_answer

WAR = "6.1.0"
MODULES = "6.5.1"
VERSIONS = (MODULES, WAR)
USER = "fedoraAdmin"
_JETTY = "9.4.58.v20250814"
_PARTS = (
    "org.fcrepo:fcrepo-http-api", "org.fcrepo:fcrepo-kernel-impl", "org.fcrepo:fcrepo-search-impl",
    "org.fcrepo:fcrepo-auth-common", "org.fcrepo:fcrepo-persistence-ocfl",
)  # fmt: skip
_RUNTIME = (
    "ch.qos.logback:logback-classic", "com.h2database:h2", "org.apache.httpcomponents:httpclient",
    "org.glassfish.jersey.containers:jersey-container-servlet:2.35", "org.glassfish.jersey.ext:jersey-spring5",
    "org.glassfish.jersey.inject:jersey-hk2:2.35", "org.springframework:spring-aspects",
)  # fmt: skip
_LEFT_OUT = ("JmsConfig", "AuthConfig")


@contextmanager
def running(
    folder: Path, version: str = MODULES, *, memory: str = "512m", session: float = 180.0
) -> Iterator[Server]:
    """A Fedora of its own under `folder`: `base` is its REST API, `details` hold user, password, version and the OCFL root.

    `session` is how many seconds a transaction lives that nobody uses.

    Started again on the same folder, it holds what it held. Raises Unobtainable.
    """
    jetty, application = _installed(version)
    folder.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(12)
    (folder / "users.properties").write_text(f"{USER}: {password},fedoraAdmin\n", encoding="utf-8")
    (folder / "jetty.xml").write_text(_LOGIN.format(users=folder / "users.properties"), encoding="utf-8")
    port, log = free_port(), folder / "server.log"
    command = [
        _java(), f"-Xmx{memory}", "-XX:TieredStopAtLevel=1", f"-Djava.io.tmpdir={_made(folder / 'tmp')}",
        "-Dorg.eclipse.jetty.util.log.class=org.eclipse.jetty.util.log.StdErrLog",
        f"-Dfcrepo.home={folder / 'home'}", "-Dfcrepo.auth.enabled=false", "-Dfcrepo.jms.enabled=false",
        f"-Dfcrepo.session.timeout={int(session * 1000)}",
        "-jar", str(jetty), "--config", str(folder / "jetty.xml"), "--host", "127.0.0.1", "--port", str(port),
        "--path", "/fcrepo", str(application),
    ]  # fmt: skip
    base = f"http://127.0.0.1:{port}/fcrepo/rest"
    with started(command, log) as process:
        headers = {"Authorization": _basic(USER, password)}
        wait_for_answer(f"{base}/", process, log, seconds=240, headers=headers)
        details = {
            "user": USER,
            "password": password,
            "version": version,
            "ocfl": str(folder / "home/data/ocfl-root"),
            "log": str(log),
        }
        yield Server(base, folder, process, details)


def _installed(version: str) -> tuple[Path, Path]:
    """Jetty's runner, and the web application as war or folder."""
    top = cache("fedora")
    jetty = _artifact(f"org.eclipse.jetty:jetty-runner:{_JETTY}", top)
    war = _artifact(f"org.fcrepo:fcrepo-webapp:{WAR}:war", top)
    if version == WAR:
        return jetty, war
    whole = top / f"webapp-{version}"
    if not whole.is_dir():
        draft = top / f"webapp-{version}.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        _assemble(draft, war, version)
        try:
            draft.rename(whole)
        except OSError:  # another run was faster
            shutil.rmtree(draft)
    return jetty, whole


def _artifact(coordinates: str, folder: Path) -> Path:
    _, name, version, *kind = coordinates.split(":")
    path = folder / f"{name}-{version}.{kind[0] if kind else 'jar'}"
    if not path.is_file():
        install(
            [
                "mvn",
                "-q",
                "-B",
                "dependency:copy",
                f"-Dartifact={coordinates}",
                f"-DoutputDirectory={folder}",
            ],
            cwd=folder,
        )
    if not path.is_file():
        raise Unobtainable(f"Maven did not bring {coordinates}")
    return path


def _assemble(draft: Path, war: Path, version: str) -> None:
    inside = draft / "WEB-INF"
    with zipfile.ZipFile(war) as archive:
        for name in archive.namelist():
            wanted = name.startswith("WEB-INF/classes/") and not any(
                Path(name).name.startswith(left) for left in _LEFT_OUT
            )
            if wanted and not name.endswith("/"):
                archive.extract(name, draft)
    parts = [*(f"{part}:{version}" for part in _PARTS), *_RUNTIME]
    (draft / "pom.xml").write_text(
        _POM.format(version=version, parts="\n".join(map(_dependency, parts))), encoding="utf-8"
    )
    install(
        [
            "mvn",
            "-q",
            "-B",
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            f"-DoutputDirectory={inside / 'lib'}",
        ],
        cwd=draft,
    )
    (inside / "web.xml").write_text(_WEB, encoding="utf-8")


def _dependency(coordinates: str) -> str:
    group, name, *version = coordinates.split(":")
    number = f"<version>{version[0]}</version>" if version else ""
    return f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId>{number}</dependency>"


def _java() -> str:
    """Java 11 or 17: Fedora 6 starts on no other."""
    for home in sorted(Path("/usr/lib/jvm").glob("*")):
        if ("17" in home.name or "11" in home.name) and (home / "bin/java").is_file():
            return str(home / "bin/java")
    if not shutil.which("java"):
        raise Unobtainable("there is no java")
    return "java"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _basic(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


_LOGIN = """<?xml version="1.0"?>
<!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_3.dtd">
<Configure id="Server" class="org.eclipse.jetty.server.Server">
  <Call name="addBean"><Arg><New class="org.eclipse.jetty.security.HashLoginService">
    <Set name="name">fcrepo</Set><Set name="config">{users}</Set>
  </New></Arg></Call>
</Configure>
"""

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>fedora</artifactId><version>1</version>
<dependencyManagement><dependencies><dependency>
  <groupId>org.fcrepo</groupId><artifactId>fcrepo</artifactId><version>{version}</version><type>pom</type><scope>import</scope>
</dependency></dependencies></dependencyManagement>
<dependencies>
{parts}
</dependencies>
</project>
"""

_WEB = """<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0" metadata-complete="true">
  <context-param>
    <param-name>contextConfigLocation</param-name>
    <param-value>WEB-INF/classes/spring/repository.xml</param-value>
  </context-param>
  <listener><listener-class>org.springframework.web.context.request.RequestContextListener</listener-class></listener>
  <listener><listener-class>org.fcrepo.http.commons.FedoraContextLoaderListener</listener-class></listener>
  <servlet>
    <servlet-name>jersey-servlet</servlet-name>
    <servlet-class>org.glassfish.jersey.servlet.ServletContainer</servlet-class>
    <init-param>
      <param-name>javax.ws.rs.Application</param-name>
      <param-value>org.fcrepo.http.commons.FedoraApplication</param-value>
    </init-param>
    <load-on-startup>1</load-on-startup>
  </servlet>
  <servlet-mapping><servlet-name>jersey-servlet</servlet-name><url-pattern>/rest/*</url-pattern></servlet-mapping>
  <security-constraint>
    <web-resource-collection><web-resource-name>Fedora</web-resource-name><url-pattern>/*</url-pattern></web-resource-collection>
    <auth-constraint><role-name>fedoraAdmin</role-name></auth-constraint>
  </security-constraint>
  <security-role><role-name>fedoraAdmin</role-name></security-role>
  <login-config><auth-method>BASIC</auth-method><realm-name>fcrepo</realm-name></login-config>
</web-app>
"""


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as top,
        running(Path(top), *sys.argv[1:2]) as server,
    ):
        sys.stdout.write(
            f"export FEDORA_USER={USER}\nexport FEDORA_PASSWORD={server.details['password']}\n# fedora:{server.base}\n"
        )
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            server.process.wait()
