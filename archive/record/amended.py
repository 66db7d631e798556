"""A sidecar with some of its properties said anew, and every other line of it, comments too, as it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from archive.errors import RecordError
from archive.record.draft import UNNAMED, property_of
from archive.record.model import Agent, Statement
from archive.record.serial_yaml import grouped, sidecar_of
from archive.record.sidecar import Declared, read_mapping, read_sidecar

Said = Mapping[str, tuple[Statement, ...]]


def amended(sidecar: bytes | None, said: Said, cataloguers: tuple[Agent, ...]) -> bytes:
    """The bytes of a sidecar that says `said`, and of other properties what `sidecar` says; a new one where there is none.

    Read back it says just that. Lines stay where it can be done so; a file written in another style (`{title: …}`) is written anew.
    """
    if sidecar is None:
        return sidecar_of(_all(said), cataloguers)
    declared = read_sidecar(sidecar, "sidecar")
    silent = not declared.statements and not declared.cataloguers
    makers = cataloguers if silent else declared.cataloguers
    wanted = {name: tuple(own) for name, own in grouped(declared.statements).items()} | dict(said)
    own = makers[0] if makers else UNNAMED
    wanted = {
        name: tuple(replace(s, agent=own) if s.agent == UNNAMED else s for s in statements)
        for name, statements in wanted.items()
    }
    changed = _spliced(
        sidecar, {name: wanted[name] for name in said}, makers, signing=silent and bool(makers)
    )
    meant = Declared(_all(wanted), declared.charset, makers)
    if changed is not None and _says(changed, meant):
        return changed
    return sidecar_of(_all(wanted), makers, declared.charset)


def _spliced(sidecar: bytes, said: Said, makers: tuple[Agent, ...], *, signing: bool) -> bytes | None:
    """The file with the blocks of these properties replaced or put at its end; None where it is not written in blocks."""
    text = sidecar.decode("utf-8-sig").replace("\r\n", "\n")
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    blocks = _blocks(sidecar, lines)
    if blocks is None:
        return None
    new = {name: _block(statements, makers) for name, statements in said.items()}
    if signing:
        new = {"cataloguer": sidecar_of((), makers).decode().rstrip("\n").split("\n")} | new
    for name, (start, end) in sorted(blocks.items(), key=lambda item: -item[1][0]):
        if name in new:
            lines[start:end] = new.pop(name)
    for block in new.values():
        lines += block
    return ("\n".join(lines) + "\n").encode()


def _blocks(sidecar: bytes, lines: list[str]) -> dict[str, tuple[int, int]] | None:
    """The lines [start, end) of each top-level key, by the property that it means; comments before a key belong to it."""
    keys = [key for key, _ in read_mapping(sidecar, "sidecar", []).pairs]
    starts = [key.line - 1 for key in keys]
    if any(
        not lines[start].lstrip("\"'").startswith(key.text) for key, start in zip(keys, starts, strict=True)
    ):
        return None
    found = {}
    for key, start, after in zip(keys, starts, [*starts, len(lines)][1:], strict=True):
        end = after
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        found[property_of(key.text) or key.text] = (start, end)
    return found


def _block(statements: tuple[Statement, ...], makers: tuple[Agent, ...]) -> list[str]:
    """The lines of one property, as in a file whose first cataloguer is the first of `makers`."""
    whole = sidecar_of(statements, makers).decode().rstrip("\n").split("\n")
    head = len(sidecar_of((), makers).decode().rstrip("\n").split("\n")) if makers else 0
    return whole[head:]


def _says(data: bytes, meant: Declared) -> bool:
    try:
        found = read_sidecar(data, "sidecar")
    except RecordError:
        return False
    same = grouped(found.statements) == grouped(meant.statements)
    return same and (found.cataloguers, found.charset) == (meant.cataloguers, meant.charset)


def _all(said: Said) -> tuple[Statement, ...]:
    return tuple(statement for statements in said.values() for statement in statements)
