"""ocfl-py asked from its own Python. Usage: ocfl_py.py objects|root|write PATH...; it prints JSON.

`objects`: for each object whether it is valid, and the codes told. `root`: the same of each storage root. `write`: objects made at
TARGET from the folders of SOURCE (SOURCE/OBJECT/v1, v2 ...), in a storage root of layout 0003.
"""

import json
import sys
from pathlib import Path

import ocfl
from ocfl.validator import Validator


def objects(*paths):
    found = []
    for path in paths:
        validator = Validator(log_warnings=True)
        valid = validator.validate_object(path)
        found.append(
            {
                "valid": valid,
                "told": sorted(
                    {line.split("]")[0].strip("[") for line in validator.status_str().splitlines()}
                ),
            }
        )
    return found


def root(*paths):
    found = []
    for path in paths:
        store = ocfl.StorageRoot(root=path)
        valid = store.validate(log_warnings=True)
        told = [message for _, message in store.errors]
        found.append({"objects": store.num_objects, "good": store.good_objects, "valid": valid, "told": told})
    return found


def write(source, target):
    store = ocfl.StorageRoot(root=target, layout_name="0003-hash-and-id-n-tuple-storage-layout")
    store.initialize()
    for folder in sorted(Path(source).iterdir()):
        made = Path(target).parent / f"{folder.name}-object"
        for version in sorted(folder.iterdir()):
            told = ocfl.VersionMetadata(
                created="2026-01-01T00:00:00Z",
                message=version.name,
                name="A. Person",
                address="mailto:a@example.org",
            )
            if version.name == "v1":
                ocfl.Object(identifier=f"urn:{folder.name}", fixity=["md5"]).create(
                    str(version), told, str(made)
                )
            else:
                ocfl.Object(identifier=f"urn:{folder.name}").add_version_with_content(
                    str(made), str(version), told
                )
        store.add(str(made))
    return "written"


if __name__ == "__main__":
    print(json.dumps({"objects": objects, "root": root, "write": write}[sys.argv[1]](*sys.argv[2:])))  # noqa: T201
