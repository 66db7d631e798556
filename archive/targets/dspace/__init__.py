"""DSpace (docs/deposit/dspace.md): packages in its Simple Archive Format in a folder, or items at a server."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from archive.errors import SettingsError
from archive.targets.dspace.folder import CODES, Form, SafTarget
from archive.targets.protocol import Target
from archive.targets.shelf import Shelf

OPTIONS: Mapping[str, str] = {
    "collection": "The collection that items go to, by handle or UUID; a server with only one needs none.",
    "package": "In a folder: zip (the default) or folder.",
    "user_env": "The variable that holds the user's e-mail address; DSPACE_USER where nothing is said.",
    "password_env": "The variable that holds the password; DSPACE_PASSWORD where nothing is said.",
    "seconds": "How long a server may take to import one bag; 3600 where nothing is said.",
}


def open_target(
    location: str, options: Mapping[str, str | int | bool], secret: Callable[[str, str], str | None]
) -> Target:
    """The server whose REST API is below the address `location` (`https://host/server`), or the folder `location`, which must be there.

    Nothing is asked or touched yet. Raises SettingsError E0603, and Rejected E0620 for an address that cannot be used.
    """
    served = re.match(r"(?i)https?://", location) is not None
    where = f"dspace:{location}"
    package, seconds = options.get("package", "zip"), str(options.get("seconds", 3600))
    collection = str(options["collection"]) if options.get("collection") else None
    faults = [] if location else [(where, "neither a folder nor an address is named")]
    if package not in {"zip", "folder"}:
        faults.append((where, f"package = {package!r}, which must be zip or folder"))
    if not seconds.isdecimal() or not int(seconds):
        faults.append((where, f"seconds = {seconds!r}, which must be a whole number above 0"))
    if collection and not collection.isprintable():
        faults.append((where, "collection holds a control character"))
    if faults:
        raise SettingsError("E0603", *faults[0], causes=tuple(faults[1:]))
    if served:
        return _server(location, secret, collection, int(seconds))
    return SafTarget(Shelf(Path(location).absolute(), where, CODES), Form(package == "folder", collection))


def _server(
    location: str, secret: Callable[[str, str], str | None], collection: str | None, seconds: int
) -> Target:
    from archive.targets.dspace.api import Api
    from archive.targets.dspace.server import ServerTarget
    from archive.targets.http import Session

    user, password = secret("user_env", "DSPACE_USER"), secret("password_env", "DSPACE_PASSWORD")
    session = Session(
        location, secrets=tuple(filter(None, (password,))), variable="DSPACE_USER and DSPACE_PASSWORD"
    )
    return ServerTarget(f"dspace:{session.where()}", Api(session, user, password), collection, seconds)
