"""The change list of a text: what leads from its content back to the bytes received, as values and as the JSON file of a bag.

The file explains itself, for it may be read long after this program is gone. In it, changes that are alike stand together: `was` was
replaced by `now` at each of the offsets `at`, which count code points from 0 in the text as it stands after the step. ASCII only, one
group of changes a line, so that two lists can be compared by eye.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from archive.errors import TextError
from archive.text.charsets import codec_of, iana_name
from archive.text.decode import SEED_LIMIT
from archive.text.exact import encode
from archive.text.text import Change, Decoding, Found, Other, Step, Text

FORMAT = "archive-text-changes"
VERSION = 1
MOST_STEPS = 64
_ABOUT = (
    "This file tells how the bytes of the original became the normalized text beside it, and how to go back.",
    "Offsets count Unicode code points from 0 in the text as it stands after the step; bytes are written in hexadecimal.",
    "To go back: take the steps from last to first; in each, replace 'now' by 'was' at every offset in 'at' of all its changes,",
    "from the last offset to the first, so that what is put back moves no place before its turn.",
    "Then write the characters in 'charset' (a name of the IANA registry) and put the bytes of 'byte-order-mark' before them.",
    "At each offset in 'exceptions', write the bytes given there in place of that one character.",
)
_DECIDED = {
    Found.STRICT: "The bytes are well-formed UTF-8.",
    Found.BOM: "The byte order mark at the beginning says so.",
    Found.DECLARED: "A person declared it, and every byte fits.",
    Found.DETECTED: "Concluded from the bytes by statistics and rules; nobody declared it.",
}
_DOUBTED = "Concluded from the bytes by statistics and rules, with doubt: those in 'others' fit nearly as well; nobody declared it."
_STEPS = {
    "line-ends": "Line ends (CR LF, CR, NEL U+0085, LS U+2028, PS U+2029) became LF.",
    "control-characters": "Control characters other than tab and LF, and U+FFFE and U+FFFF, were taken out.",
    "byte-order-mark": "U+FEFF at the beginning of the text was taken out.",
    "nfc": "Characters were brought into Unicode Normalization Form C.",
    "trailing-blanks": "Spaces and tabs at the ends of lines were taken out.",
    "final-newline": "The text was made to end in exactly one LF.",
}


def undo(text: Text) -> bytes:
    """Exactly the bytes that were normalized."""
    return original_of(text.content, text.decoding, text.steps)


def original_of(content: str, decoding: Decoding, steps: Sequence[Step]) -> bytes:
    """The original's bytes, from the parts of a `Text`. Raises TextError E0213 if the parts do not belong together."""
    for step in reversed(steps):
        content = _revert(content, step)
    return encode(content, decoding)


def original_span(steps: Sequence[Step], start: int, end: int) -> tuple[int, int]:
    """Where [start, end) of the normalized text stood in the decoded original; what was taken out at its edges is left outside.

    A range that cuts through a replacement is widened to what was replaced.
    """
    for step in reversed(steps):
        if start == end:
            start = end = _before(step, start)[0]
        else:
            start, end = _before(step, start)[0], _before(step, end - 1)[1]
    return start, end


def changes_json(text: Text) -> bytes:
    """The change list as a file: the same text always gives the same bytes. Raises TextError E0210 if it grows too large."""
    steps = "\n".join(_rows([_step_json(step) for step in text.steps]))
    data = f"{head_json(text.decoding)}{steps}{chr(10) if steps else ''} ]\n}}\n".encode("ascii")
    if len(data) > SEED_LIMIT:
        raise TextError("E0210", "", f"a change list of {len(data)} bytes, at most {SEED_LIMIT}")
    return data


def head_json(decoding: Decoding) -> str:
    """The change list up to its first step."""
    head: dict[str, object] = {
        "charset": iana_name(decoding.charset),
        "byte-order-mark": decoding.bom.hex(),
        "decided": decoding.found.value,
        "because": _DOUBTED if decoding.others else _DECIDED[decoding.found],
    }
    if decoding.others:
        head["others"] = [
            {"charset": other.charset, "reads": other.reads, "instead of": other.instead_of}
            for other in decoding.others
        ]
    head["exceptions"] = [[offset, written.hex()] for offset, written in decoding.exceptions]
    lines = ["{", f' "format": {as_json(FORMAT)},', f' "version": {VERSION},', ' "about": [']
    lines += _rows([f"  {as_json(sentence)}" for sentence in _ABOUT])
    lines += [
        " ],",
        ' "decoding": {',
        *_rows([f"  {as_json(key)}: {as_json(value)}" for key, value in head.items()]),
        " },",
    ]
    return "\n".join([*lines, ' "steps": [', ""])


def read_changes(data: bytes) -> tuple[Decoding, tuple[Step, ...]]:
    """What `changes_json` wrote. Raises TextError E0212 on anything else."""
    if len(data) > SEED_LIMIT:
        raise TextError("E0212", "", f"{len(data)} bytes, at most {SEED_LIMIT}")
    whole = as_object(data)
    _refuse_foreign(whole)
    rows = of(whole, "steps", list)
    if len(rows) > MOST_STEPS:
        raise TextError("E0212", "steps", f"{len(rows)} steps, at most {MOST_STEPS}")
    steps = tuple(_read_step(row) for row in rows)
    # A short list may name one long string many times: what it would unfold to is bounded too.
    grown = sum(len(change.was) for step in steps for change in step.changes)
    if grown > SEED_LIMIT:
        raise TextError("E0212", "steps", f"would put back {grown} characters, at most {SEED_LIMIT}")
    return _read_decoding(of(whole, "decoding", dict)), steps


def read_head(data: bytes) -> Decoding:
    """What a change list without its steps says. Raises TextError E0212."""
    whole = as_object(data)
    _refuse_foreign(whole)
    return _read_decoding(of(whole, "decoding", dict))


def as_object(data: bytes) -> object:
    """JSON of anybody, read strictly. Raises TextError E0212."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise TextError("E0212", "", f"not JSON: {str(error)[:200]}") from error


def _refuse_foreign(whole: object) -> None:
    if of(whole, "format", str) != FORMAT or of(whole, "version", int) != VERSION:
        raise TextError("E0212", "format", f"expected {FORMAT} {VERSION}")


def _revert(content: str, step: Step) -> str:
    parts: list[str] = []
    position = 0
    for change in step.changes:
        end = change.start + len(change.now)
        if change.start < position or content[change.start : end] != change.now or end > len(content):
            raise TextError(
                "E0213", step.name, f"{change.now[:16]!r} does not stand at character {change.start}"
            )
        parts += content[position : change.start], change.was
        position = end
    parts.append(content[position:])
    return "".join(parts)


def _before(step: Step, place: int) -> tuple[int, int]:
    """The span, before the step, of the one character that stands at `place` after it."""
    shift = 0
    for change in step.changes:
        end = change.start + len(change.now)
        if change.start <= place < end:
            return change.start + shift, change.start + shift + len(change.was)
        if change.start > place:
            break
        shift += len(change.was) - len(change.now)
    return place + shift, place + shift + 1


def _step_json(step: Step) -> str:
    groups: dict[tuple[str, str], list[int]] = {}
    for change in step.changes:
        groups.setdefault((change.was, change.now), []).append(change.start)
    rows = [
        f'    {{"was": {as_json(was)}, "now": {as_json(now)}, "at": {as_json(places)}}}'
        for (was, now), places in groups.items()
    ]
    return step_head(step.name, len(step.changes)) + "\n".join([*_rows(rows), "   ]}"])


def step_head(name: str, count: int) -> str:
    """The beginning of a step, up to its first change."""
    lines = [
        f'  {{"step": {as_json(name)},',
        f'   "about": {as_json(_STEPS.get(name, ""))},',
        f'   "count": {count},',
    ]
    return "\n".join([*lines, '   "changes": [', ""])


def _rows(rows: list[str]) -> Iterator[str]:
    """The rows, a comma after each but the last."""
    for place, row in enumerate(rows, 1):
        yield row + ("," if place < len(rows) else "")


def as_json(value: object) -> str:
    """A value as the change list has it: ASCII, on one line."""
    return json.dumps(value, ensure_ascii=True, separators=(", ", ": ")).replace("\x7f", "\\u007f")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def of(value: object, key: str, kind: type) -> Any:
    """`value[key]`, if it is there and of that type; True is no number."""
    if not isinstance(value, dict) or type(value.get(key)) is not kind:
        raise TextError("E0212", key, f"expected {kind.__name__}")
    return value[key]


def _read_step(row: object) -> Step:
    name = of(row, "step", str)
    changes: list[Change] = []
    for group in of(row, "changes", list):
        was, now = of(group, "was", str), of(group, "now", str)
        places = of(group, "at", list)
        if was == now or not all(type(place) is int for place in places) or not writable(was + now):
            raise TextError(
                "E0212", name[:64], "a change that is none, or offsets or characters that cannot be"
            )
        changes += [Change(place, was, now) for place in places]
    changes.sort(key=lambda change: change.start)
    position = 0
    for place, change in enumerate(changes):
        if change.start < position or (place and change.start == changes[place - 1].start):
            raise TextError("E0212", name[:64], f"changes overlap at character {change.start}")
        position = change.start + len(change.now)
    return Step(name, tuple(changes))


def _read_decoding(row: object) -> Decoding:
    try:
        charset = codec_of(of(row, "charset", str))
        found = Found(of(row, "decided", str))
        bom = bytes.fromhex(of(row, "byte-order-mark", str))
        exceptions = [(offset, bytes.fromhex(written)) for offset, written in of(row, "exceptions", list)]
        others = _read_others(row)
    except (ValueError, TypeError) as error:
        raise TextError("E0212", "decoding", str(error)[:200]) from error
    except TextError as error:
        raise TextError("E0212", error.where or "decoding", error.detail) from None
    if len(bom) > 4 or not all(type(offset) is int for offset, _ in exceptions):
        raise TextError("E0212", "decoding", "a byte order mark or exceptions that cannot be")
    return Decoding(charset, found, bom, tuple(exceptions), others)


def _read_others(row: object) -> tuple[Other, ...]:
    """The charsets that fit nearly as well; a list says nothing of them where there are none."""
    if not isinstance(row, dict) or "others" not in row:
        return ()
    keys = ("charset", "reads", "instead of")
    return tuple(Other(*(str(of(other, key, str)) for key in keys)) for other in of(row, "others", list))


def writable(value: str) -> bool:
    """Whether UTF-8 can hold these characters: a lone surrogate it cannot."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
