"""Real S3 servers: versitygw (Go, on a plain folder), and moto's, which believes every digest and so is only a negative control."""

import fcntl
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers import Server, Unobtainable, cache, free_port, install, started, wait_for_port

RELEASE = "v1.8.0"
KEYS = {"AWS_ACCESS_KEY_ID": "archivist", "AWS_SECRET_ACCESS_KEY": "s3-secret-of-the-test"}
BUCKET = "vault"


@contextmanager
def running() -> Iterator[Server]:
    """versitygw with an empty bucket; `folder` holds its objects as files. Raises Unobtainable."""
    program = versitygw()
    with tempfile.TemporaryDirectory(prefix="s3-") as top:
        port, root, attributes = free_port(), Path(top, "objects"), Path(top, "attributes")
        root.mkdir()
        attributes.mkdir()
        command = [
            str(program), "--port", f"127.0.0.1:{port}", "--quiet", "posix", "--sidecar", str(attributes), str(root),
        ]  # fmt: skip
        env = {
            "ROOT_ACCESS_KEY_ID": KEYS["AWS_ACCESS_KEY_ID"],
            "ROOT_SECRET_ACCESS_KEY": KEYS["AWS_SECRET_ACCESS_KEY"],
        }
        log = Path(top, "log")
        with started(command, log, env=env) as process:
            wait_for_port(port, process, log)
            client(f"http://127.0.0.1:{port}").create_bucket(Bucket=BUCKET)
            yield Server(f"http://127.0.0.1:{port}", root / BUCKET, process)
            process.kill()  # it would wait for the connections that its clients keep open


@contextmanager
def running_moto() -> Iterator[Server]:
    """moto's server, from the environment of the tests. Raises Unobtainable."""
    program = Path(sys.executable).parent / "moto_server"
    if not program.exists():
        raise Unobtainable("moto[server] is not installed")
    with tempfile.TemporaryDirectory(prefix="moto-") as top:
        port, log = free_port(), Path(top, "log")
        with started([str(program), "-H", "127.0.0.1", "-p", str(port)], log) as process:
            wait_for_port(port, process, log)
            client(f"http://127.0.0.1:{port}").create_bucket(Bucket=BUCKET)
            yield Server(f"http://127.0.0.1:{port}", Path(top), process)
            process.kill()


def versitygw() -> Path:
    """The program, built where it was not yet; that takes Go some two minutes. Raises Unobtainable."""
    folder = cache("versitygw")
    program = folder / RELEASE / "versitygw"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not program.exists():
            target = f"github.com/versity/versitygw/cmd/versitygw@{RELEASE}"
            install(["env", f"GOBIN={program.parent}", "go", "install", target])
    return program


def client(endpoint: str):
    """botocore's own client, for what the tests look at behind the target's back. Raises Unobtainable."""
    try:
        from botocore.config import Config
        from botocore.session import Session
    except ImportError:
        raise Unobtainable("botocore is not installed") from None
    return Session().create_client(
        "s3", region_name="us-east-1", endpoint_url=endpoint,
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"], aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        config=Config(
            s3={"addressing_style": "path"}, request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )  # fmt: skip


if __name__ == "__main__":
    with running() as server:
        words = [f"export {name}={value}" for name, value in KEYS.items()]
        sys.stdout.write("\n".join([*words, f"export AWS_ENDPOINT_URL={server.base}", f"# s3:{BUCKET}", ""]))
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            server.process.wait()
