# ruff: noqa: INP001 - a folder of scripts
"""The picture of a report, taken by a headless Chromium, which must be on PATH.

python docs/pictures/report.py          (writes docs/images/report.png)
"""

from __future__ import annotations

import re
import shutil
import subprocess
from tempfile import TemporaryDirectory

from folders import IMAGES, archive, empty, mixed


def main() -> None:
    with empty() as folder:
        mixed(folder)
        archive(folder, "report", "collection")
        page = folder / "report.html"
        text = page.read_text(encoding="utf-8")
        page.write_text(
            re.sub(r"\d{4}-\d\d-\d\d, \d\d:\d\d UTC", "2026-11-21, 09:30 UTC", text), encoding="utf-8"
        )
        picture(page.as_uri())


def picture(address: str) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("chromium is not on PATH")
    with TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - a browser on a page of ours
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
                "--disable-background-networking", f"--user-data-dir={profile}", "--window-size=1240,1720",
                f"--screenshot={IMAGES / 'report.png'}", address,
            ],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


if __name__ == "__main__":
    main()
