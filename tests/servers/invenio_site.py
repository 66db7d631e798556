"""InvenioRDM itself: makes its tables, indices and vocabularies, and serves until it is ended.

Run by the Python of InvenioRDM's own environment, with the file of settings that `invenio.py` wrote as its argument. The REST
API is served as a deployment has it (under /api), and under /bare as it is in development, where nothing stands before it. Whoever
asks for /new-user gets the token of a user who has nothing yet.
"""

import csv
import json
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import yaml
from flask.cli import ScriptInfo
from invenio_access.permissions import system_identity
from invenio_accounts.proxies import current_datastore
from invenio_app.cli import cli
from invenio_app.factory import create_api
from invenio_db import db
from invenio_oauth2server.models import Token
from invenio_rdm_records.fixtures import vocabularies
from invenio_vocabularies.proxies import current_service
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

LANGUAGES = {"eng", "spa", "fra", "deu", "por", "und", "mul"}
LICENCES = ("cc", "apache-2.0")
LEFT_OUT = {"names", "funders", "awards", "affiliations", "communitytypes", "code:"}


def main(settings):
    app = create_api(**settings["config"])
    with app.app_context():
        run(app, "db", "init", "create")
        run(app, "files", "location", "create", "--default", "default", settings["files"])
        run(app, "index", "init", "--force")
        load_vocabularies()
    server = make_server(
        "127.0.0.1",
        settings["port"],
        DispatcherMiddleware(Users(app), {"/api": app, "/bare": app}),
        threaded=True,
        request_handler=Quiet,
    )
    server.serve_forever()


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_):
        pass


def run(app, *arguments):
    cli.main(args=arguments, obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)


def load_vocabularies():
    """Of each vocabulary what the tests need: of languages and licences a few, of the rest all; of registers of names none."""
    data = Path(vocabularies.__file__).parent / "data"
    for kind, entry in yaml.safe_load((data / "vocabularies.yaml").read_text()).items():
        current_service.create_type(system_identity, kind, entry["pid-type"])
        if kind.startswith(tuple(LEFT_OUT)):
            continue
        for row in rows(kind, data / entry["data-file"]):
            current_service.create(system_identity, {**row, "type": kind})


def rows(kind, path):
    """The entries wanted of a file; the list of all languages is not parsed whole, which takes a minute."""
    if kind == "languages":
        blocks = (block.removeprefix("- ") for block in path.read_text().split("\n- "))
        wanted = [block for block in blocks if block.partition("\n")[0].removeprefix("id: ") in LANGUAGES]
        return yaml.safe_load("\n".join(f"- {block}" for block in wanted))
    if kind == "licenses":
        with path.open(newline="") as lines:
            return [licence(row) for row in csv.DictReader(lines) if row["id"].startswith(LICENCES)]
    return yaml.safe_load(path.read_text())


def licence(row):
    return {
        "id": row["id"],
        "title": {"en": row["title__en"]},
        "tags": [tag.strip() for tag in row["tags"].split(",")],
        "props": {"url": row["props__url"], "scheme": row["props__scheme"]},
    }


class Users:
    """Makes a user for each who asks, and says the token; all else is not found."""

    def __init__(self, app):
        self.app = app
        self.number = count(1)

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] != "/new-user":
            return NotFound()(environ, start_response)
        return Response(self.token())(environ, start_response)

    def token(self):
        with self.app.app_context():
            user = current_datastore.create_user(
                email=f"user{next(self.number)}@example.org",
                password=None,
                active=True,
                confirmed_at=datetime.now(UTC).replace(tzinfo=None),
            )
            db.session.commit()
            made = Token.create_personal("test", user.id, scopes=["user:email"], is_internal=False)
            db.session.commit()
            return made.access_token


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
