"""The TEI of a text that is too large to be held: paragraphs and lines as they stand, and nothing concluded from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.accession import Accession
from archive.outline.blocks import Genre, Outline
from archive.record.model import Record
from archive.seed import Seed
from archive.tei import identity  # by the package, which keeps `encode` the function
from archive.tei.header import header
from archive.tei.terms import language_tag
from archive.text.text import Text
from archive.xml import attribute, escape

PARAGRAPH = 1 << 16
"""The most characters of one `p`: parsers refuse what is very long."""

OUTLINE = Outline(Genre.PLAIN, "genre/large", ())


def encode_plain(
    seed: Seed, text: Text, record: Record, accession: Accession, content: Iterable[str]
) -> Iterator[bytes]:
    """The TEI document of one large seed, whose normalized text is `content`; its text is that, character for character."""
    prefix = identity(seed.name)
    language = language_tag(record.value("language")) or "und"
    head = header(seed, text, OUTLINE, record, accession, prefix=prefix, named={})
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{prefix}">\n{head}\n'
        f'<text xml:lang="{attribute(language)}" xml:space="preserve"><body><div type="{Genre.PLAIN}">'
    ).encode()
    for chunk in paragraphs(content):
        yield chunk.encode()
    yield b"</div></body></text>\n</TEI>\n"


def paragraphs(content: Iterable[str], most: int = PARAGRAPH) -> Iterator[str]:
    """The text as `p` elements between its blank lines, each line but the first begun by `lb`.

    A longer paragraph than `most` characters is several, divided at line ends where it has some. How the text is cut into pieces
    changes nothing.
    """
    waiting = ""
    for chunk in content:
        waiting += chunk
        if len(waiting) <= most + 2:
            continue
        done, waiting = _taken(waiting, most, last=False)
        yield done
    yield _taken(waiting, most, last=True)[0]


def _taken(content: str, most: int, *, last: bool) -> tuple[str, str]:
    """What can be said of a text that begins between paragraphs, and what is left to be said."""
    out: list[str] = []
    at = 0
    while at < len(content):
        if content[at] == "\n":  # a blank line's
            bare = _after_newlines(content, at)
            out.append(content[at:bare])
            at = bare
            continue
        end = content.find("\n\n", at)
        if end < 0:
            if not last and len(content) - at <= most + 2:
                break
            end = len(content) - (last and content.endswith("\n"))
        if end - at > most:
            end = _cut(content, at, most)
        out.append(f"<p>{escape(content[at:end]).replace(_NEWLINE, _LINE)}</p>")
        at = end
    return "".join(out), content[at:]


_NEWLINE = "\n"
_LINE = "\n<lb/>"


def _cut(content: str, at: int, most: int) -> int:
    end = content.rfind("\n", at + 1, at + most)
    return end if end > at else at + most


def _after_newlines(content: str, at: int) -> int:
    while at < len(content) and content[at] == "\n":
        at += 1
    return at
