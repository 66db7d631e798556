"""A small a3m: checks the checksum list as the real one does, changes names as it does, and makes an AIP with the METS that we read.

The file `mode` beside it makes it misbehave, each word in its own way.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import urlparse
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:premis="http://www.loc.gov/premis/v3" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def main(words):
    modes = (
        (Path(__file__).parent / "mode").read_text().split()
        if (Path(__file__).parent / "mode").exists()
        else []
    )
    name = next(word.removeprefix("--name=") for word in words if word.startswith("--name="))
    transfer = Path(urlparse(words[-1]).path)  # as the real one: nothing is unquoted
    if "hang" in modes:
        Path(__file__).with_name("hanging").write_text(str(os.getpid()))
        time.sleep(600)
    if "fall" in modes or ("fall-once" in modes and not Path(__file__).with_name("fell").exists()):
        Path(__file__).with_name("fell").touch()
        sys.exit("grpc._channel._InactiveRpcError: Unknown error")
    problem = "disk on fire" if "fail" in modes else unlisted(transfer)
    if problem:
        sys.exit(f"│ --- stderr │\n│ {problem} │\n╰────╯")
    done = Path(os.environ["HOME"], ".local/share/a3m/share/completed")
    done.mkdir(parents=True)
    if "none" not in modes:
        make(transfer, name, done, modes)


def unlisted(transfer):
    """What `sha256sum -c` and the count of its lines say of the transfer's checksum list."""
    lines = (transfer / "metadata/checksum.sha256").read_text().splitlines()
    files = [path for path in (transfer / "objects").rglob("*") if path.is_file()]
    if len(lines) != len(files):
        return f"{len(lines)} checksum lines and {len(files)} transfer files"
    for line in lines:
        digest, _, path = line.partition("  ")
        if hashlib.sha256((transfer / "metadata" / path).read_bytes()).hexdigest() != digest:
            return f"{path}: FAILED"
    return None


def make(transfer, name, done, modes):
    aip, part = f"{name}-{uuid.uuid4()}", str(uuid.uuid4())
    data = done / aip / "data"
    rows = []
    for number, path in enumerate(sorted(path for path in transfer.rglob("*") if path.is_file())):
        place = str(path.relative_to(transfer))
        if "lose" in modes and number == 0:
            continue
        original, kept = moved(place, part)
        kept = "/".join(re.sub(r"[^a-zA-Z0-9\-_.()]", "_", piece) for piece in kept.split("/"))
        (data / kept).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, data / kept)
        rows.append((number, original, kept, hashlib.sha256(path.read_bytes()).hexdigest()))
    title = "Another title" if "retitle" in modes else titled(transfer)
    events = [] if "forget" in modes else re.findall(r"eventIdentifierValue>([^<]*)<", events_of(transfer))
    document = "<broken" if "broken" in modes else mets(rows, title, events)
    (data / f"METS.{aip[-36:]}.xml").write_text(document, encoding="utf-8")
    subprocess.run(
        ["7z", "a", "-bd", "-t7z", "-m0=copy", f"{aip}.7z", aip], cwd=done, check=True, capture_output=True
    )
    shutil.rmtree(done / aip)


def moved(place, part):
    """The originalName and the new path of a file of the transfer."""
    start = "metadata/submissionDocumentation/"
    if place.startswith(start):
        path = f"objects/submissionDocumentation/transfer-{part}/{place.removeprefix(start)}"
    elif place.startswith("metadata/"):
        path = f"objects/metadata/transfers/{part}/{place.removeprefix('metadata/')}"
    else:
        return f"%transferDirectory%{place}", place
    return f"%SIPDirectory%{path}", path


def titled(transfer):
    import csv

    header, row = csv.reader((transfer / "metadata/metadata.csv").open(newline=""))
    return dict(zip(header, row, strict=True))["dc.title"]


def events_of(transfer):
    path = transfer / "metadata/premis.xml"
    return path.read_text() if path.exists() else ""


def mets(rows, title, events):
    sections = "".join(
        f'<mets:amdSec ID="amdSec_{number}"><premis:object><premis:fixity>'
        f"<premis:messageDigestAlgorithm>sha256</premis:messageDigestAlgorithm><premis:messageDigest>{digest}</premis:messageDigest>"
        f"</premis:fixity><premis:originalName>{escape(original)}</premis:originalName></premis:object></mets:amdSec>"
        for number, original, kept, digest in rows
    )
    files = "".join(
        f'<mets:file ADMID="amdSec_{number}"><mets:FLocat xlink:href="{escape(kept)}"/></mets:file>'
        for number, original, kept, digest in rows
    )
    told = "".join(f"<premis:eventIdentifierValue>{event}</premis:eventIdentifierValue>" for event in events)
    return (
        f"<mets:mets {NAMESPACES}><mets:dmdSec><dc:title>{escape(title)}</dc:title></mets:dmdSec>{sections}"
        f"<mets:amdSec>{told}</mets:amdSec><mets:fileSec>{files}</mets:fileSec></mets:mets>"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
