"""Real WebDAV servers: WsgiDAV on cheroot from PyPI, and Apache's mod_dav where Debian's package is there."""

import fcntl
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers import Server, Unobtainable, cache, free_port, install, started, wait_for_port

RELEASE = "4.4.0"
LOGIN = {"WEBDAV_USER": "archivist", "WEBDAV_PASSWORD": "dav-secret-of-the-test"}
APACHE = Path("/usr/sbin/apache2")
MODULES = Path("/usr/lib/apache2/modules")


@contextmanager
def running() -> Iterator[Server]:
    """WsgiDAV over an empty folder, which asks for a password. Raises Unobtainable."""
    program = wsgidav()
    with tempfile.TemporaryDirectory(prefix="webdav-") as top:
        port, root, config = free_port(), Path(top, "root"), Path(top, "wsgidav.json")
        root.mkdir()
        user = {LOGIN["WEBDAV_USER"]: {"password": LOGIN["WEBDAV_PASSWORD"]}}
        config.write_text(
            json.dumps({
                "host": "127.0.0.1", "port": port, "server": "cheroot", "provider_mapping": {"/": str(root)},
                "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
                "simple_dc": {"user_mapping": {"*": user}}, "logging": {"enable": False},
            })
        )  # fmt: skip
        log = Path(top, "log")
        with started([str(program), "--config", str(config)], log) as process:
            wait_for_port(port, process, log)
            yield Server(f"http://127.0.0.1:{port}", root, process)


@contextmanager
def running_apache() -> Iterator[Server]:
    """Apache with mod_dav over an empty folder, which asks for nothing. Raises Unobtainable; it is never installed here."""
    if not (APACHE.exists() and (MODULES / "mod_dav.so").exists()):
        raise Unobtainable("there is no apache2 with mod_dav (Debian: apt-get install apache2-bin)")
    with tempfile.TemporaryDirectory(prefix="apache-") as top:
        port, root, config = free_port(), Path(top, "root"), Path(top, "httpd.conf")
        root.mkdir()
        Path(top).chmod(0o755)
        for folder in (Path(top), root):
            shutil.chown(folder, "www-data")
        names = ("mpm_event", "authz_core", "unixd", "dav", "dav_fs")
        loaded = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in names if not built_in(name)]
        config.write_text(
            "\n".join([
                *loaded, f"ServerName 127.0.0.1:{port}", f"Listen 127.0.0.1:{port}", f"PidFile {top}/pid", f"DocumentRoot {root}",
                f"DavLockDB {top}/locks", "User www-data", "Group www-data", f"ErrorLog {top}/errors",
                f"<Directory {root}>", "Dav On", "Require all granted", "</Directory>", "",
            ])
        )  # fmt: skip
        log = Path(top, "log")
        with started([str(APACHE), "-D", "FOREGROUND", "-f", str(config)], log) as process:
            wait_for_port(port, process, log)
            yield Server(f"http://127.0.0.1:{port}", root, process)


def wsgidav() -> Path:
    """The program, in an environment of its own; some ten seconds where it was not installed. Raises Unobtainable."""
    folder = cache("wsgidav")
    home = folder / RELEASE
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "done").exists():
            venv.create(home, with_pip=True, clear=True)
            install([str(home / "bin/pip"), "install", "--quiet", f"wsgidav=={RELEASE}", "cheroot"])
            (home / "done").touch()
    return home / "bin/wsgidav"


def built_in(module: str) -> bool:
    done = subprocess.run([str(APACHE), "-l"], capture_output=True, text=True, check=False)
    return f"mod_{module}.c" in done.stdout or (module == "mpm_event" and "event.c" in done.stdout)


if __name__ == "__main__":
    with running() as server:
        sys.stdout.write(
            "\n".join(
                [*(f"export {name}={value}" for name, value in LOGIN.items()), f"# webdav:{server.base}", ""]
            )
        )
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            server.process.wait()
