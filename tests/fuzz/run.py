"""`python -m tests.fuzz.run NAME [SECONDS]`: looks for bytes that break one reader, guided by coverage (needs atheris).

What reaches new code is kept in `corpus/NAME`, under its digest; a fault ends the run and leaves `crash-…` beside it.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["archive"]):
    from tests.fuzz.parsers import attempt

CORPUS = Path(__file__).parent / "corpus"


def main(name: str, seconds: str = "60") -> None:
    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    words = [sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=1500"]
    atheris.Setup([*words, f"-artifact_prefix={folder}/", str(folder)], lambda data: attempt(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
