"""The program that `archive.tei.saxon` starts: Saxon, asked over standard input and output, which reads no other file and no address.

First comes a stylesheet, then document after document; each with its length (8 bytes), and the seconds that it may take (8 bytes).
Each answer has its length, `0` for well, `1` for an error, `2` for no Saxon, and what was said. It imports nothing of ours, to begin fast.
"""

from __future__ import annotations

import resource
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

WIDTH = 8
MEMORY = 4 << 30
MOST = 32 << 20  # characters of an answer
_FEATURE = "http://saxon.sf.net/feature/"
_NO_DOCTYPE = "parserFeature?uri=http%3A//apache.org/xml/features/disallow-doctype-decl"
SETTINGS = {
    f"{_FEATURE}allowedProtocols": "",  # no doc(), unparsed-text(), collection() or stylesheet from anywhere
    f"{_FEATURE}allow-external-functions": "false",  # nor the environment, system properties, or files written
    f"{_FEATURE}{_NO_DOCTYPE}": "true",  # nor an entity in what parse-xml() is given
}


def main() -> None:
    """Answers until there is nothing more to read. What takes longer than it may is ended by SIGALRM, in the midst of Saxon too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began this ends it
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sheet = _next()
    try:
        library: Any = import_module("saxonche")
        processor = library.PySaxonProcessor(license=False)
    except Exception as error:  # noqa: BLE001 - a library that does not load may say so in any way
        _answer("2", f"saxonche does not load: {error}")
        return
    try:
        for name, value in SETTINGS.items():
            processor.set_configuration_property(name, value)
        judge = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)
    except Exception as error:  # noqa: BLE001 - as above
        _answer("1", str(error))
        return
    _answer("0", "")
    while document := _next():
        try:
            said = judge.transform_to_string(xdm_node=processor.parse_xml(xml_text=document)) or ""
        except Exception as error:  # noqa: BLE001 - as above
            _answer("1", str(error))
        else:
            _answer("0", said if len(said) <= MOST else said[: said.rfind("\n", 0, MOST) + 1])


def _next() -> str:
    """The next stylesheet or document, its time begun; nothing at the end."""
    size = int.from_bytes(sys.stdin.buffer.read(WIDTH), "big")
    data = sys.stdin.buffer.read(size)
    signal.alarm(int.from_bytes(data[:WIDTH], "big"))
    return data[WIDTH:].decode()


def _answer(kind: str, said: str) -> None:
    signal.alarm(0)
    data = kind.encode() + said.encode("utf-8", "replace")
    sys.stdout.buffer.write(len(data).to_bytes(WIDTH, "big") + data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
