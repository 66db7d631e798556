"""A bag written with nothing of ours, for targets that take anybody's."""

import hashlib

PAYLOAD = {
    "data/letter one.txt": b"Dear Sir,\n",
    "data/empty.txt": b"",
    "data/scans/deep/page.bin": bytes(range(256)) * 64,
}


def foreign_bag(root, payload=None, **info):
    """The path of a BagIt 1.0 bag of these files, `info` added to its bag-info.txt."""
    payload = payload or PAYLOAD
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{label.replace('_', '-')}: {value}\n" for label, value in {
            "Bagging_Date": "2020-02-02", "Payload_Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}", **info,
        }.items()).encode(),
        "manifest-sha256.txt": _manifest(payload),
    }  # fmt: skip
    for path, data in {**payload, **tags, "tagmanifest-sha256.txt": _manifest(tags)}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root


def _manifest(files):
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items())
    ).encode()
