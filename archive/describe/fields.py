"""Labelled lines at the head of a text: `From:`, `Subject:`, `Author:`, `Fecha:`, and what they say."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.describe.reading import Reading
from archive.outline.blocks import Role

_LABELS: dict[str, str] = {
    label: kind
    for kind, labels in {
        "from": "from|de|von|sender|remitente",
        "to": "to|para|an|à|addressee|destinatario",
        "date": "date|fecha|datum|data|sent|enviado|created|dated",
        "subject": "subject|re|asunto|betreff|objet|assunto",
        "title": "title|título|titulo|titel|titre",
        "author": "author|authors|autor|autora|autores|auteur|verfasser|written by|escrito por",
        "translator": "translator|translated by|traductor|traductora|traducción|traducido por|übersetzung|traduction",
        "editor": "editor|editors|edited by|editado por",
        "photographer": "photo|photos|photographer|photo by|photos by|photo credit|foto|fotos|fotografía",
        "issued": "published|posted|release date|publication date|date published|publicado|veröffentlicht|publié",
        "publisher": "publisher|published by|editorial|publicado por|verlag|éditeur",
        # Labels that tell nothing we state, but show that a head of labelled lines stands here.
        "other": "source|fuente|quelle|url|cc|bcc|status|version|language|idioma|lugar|place|ref|reference|pep|tags|keywords|organization|abstract|encoding|"
        "character set encoding|category|type|message-id|reply-to|content-type|post-history|python-version|no|number|credits",
    }.items()
    for label in labels.split("|")
}
_LINE = re.compile(r"([^\W\d_][^\W\d_ -]*(?:[ -][^\W\d_]+){0,2})\s?:[ \t]*(\S.*)")
_HEAD_LINES = 24
_ONCE = frozenset({"from", "subject"})  # of a message; where one comes again, an earlier message is quoted
_EARLIER = re.compile(
    r"-{2,}\s*(?:original message|forwarded message|mensaje (?:original|reenviado)|ursprüngliche nachricht|message d['’]origine|"
    r"mensagem original)\s*-*|begin forwarded message:|.{6,120}\b(?:wrote|escribió|a écrit|schrieb|escreveu)\s?:",
    re.IGNORECASE,
)


class Field(NamedTuple):
    """A labelled line: what its label means, and where its value stands."""

    kind: str
    start: int
    end: int


def head_fields(reading: Reading) -> tuple[Field, ...]:
    """The labelled lines at the head of a text; none unless two of them are of different kinds (one label is a word and a colon)."""
    found: list[Field] = []
    trusted = False
    heads = {block.start for block in reading.outline.of(Role.FIELD)}
    for line in reading.lines[:_HEAD_LINES]:
        if _EARLIER.fullmatch(reading.content, line.start, line.end):
            break
        seen = _LINE.fullmatch(reading.content, line.start, line.end)
        kind = _LABELS.get(" ".join(seen[1].split()).casefold()) if seen is not None else None
        if seen is None or kind is None:
            continue
        if kind in _ONCE and any(field.kind == kind for field in found):
            break
        trusted = trusted or line.start in heads
        found.append(Field(kind, seen.start(2), seen.end(2)))
    if len({field.kind for field in found}) < 2 and not (trusted and found and found[0].kind != "other"):
        return ()
    return tuple(found)
