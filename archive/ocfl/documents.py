"""JSON that nobody vouches for, read within bounds: no number is computed, and no crowd of values is taken into memory."""

from __future__ import annotations

import json
from collections.abc import Iterable

# An inventory has few containers and few strings for its bytes: every digest is some tens of bytes long. What is denser
# than this is none, and would take many times its size in memory.
_CONTAINER = 24
_STRING = 8
_CALM = 10_000


class DocumentError(ValueError):
    """The bytes are no JSON that can be taken; its text says why."""


def parse(data: bytes, *, numbers: bool = False) -> tuple[object, tuple[str, ...]]:
    """The value of a JSON text (RFC 8259, UTF-8 without a byte order mark), and the keys that stand twice in one object.

    Without `numbers` each is read as 0: an inventory has none, and one of a million digits costs nothing. Raises DocumentError.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        raise DocumentError("it begins with a byte order mark")
    if (
        data.count(b"[") + data.count(b"{") > _CALM + len(data) // _CONTAINER
        or data.count(b'"') > _CALM + 2 * len(data) // _STRING
    ):
        raise DocumentError("far more values than its size allows")
    twice: list[str] = []

    def gathered(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            twice.extend(_repeated(key for key, _ in pairs))
        return found

    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=gathered,
            parse_int=int if numbers else _nought,
            parse_float=float if numbers else _nought,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        raise DocumentError(f"byte {error.start} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise DocumentError(f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise DocumentError("values nested too deeply") from error
    except DocumentError:
        raise
    except ValueError as error:
        raise DocumentError("a number that is too long") from error
    return value, tuple(twice)


def shown(value: object, limit: int = 200) -> str:
    """A value as a message may quote it: short, and fit to be printed whatever it holds."""
    text = value if isinstance(value, str) else _dumped(value)
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _dumped(value: object) -> str:
    if isinstance(value, dict | list):
        kind = "an object" if isinstance(value, dict) else "an array"
        return f"{kind} of {len(value)}"
    return json.dumps(value, ensure_ascii=False)


def _repeated(keys: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [key for key in keys if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


def _nought(_: str) -> int:
    return 0


def _no_constant(name: str) -> object:
    raise DocumentError(f"{name} is not JSON")
