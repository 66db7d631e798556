"""The genre of a text, from its blocks and a few words; PROSE or PLAIN where no rule is sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from archive.outline.blocks import Block, Genre, Role
from archive.outline.lines import Sheet
from archive.outline.minuted import MINUTES, minuted
from archive.outline.public import Verdict, public
from archive.outline.releases import RELEASE
from archive.outline.salutations import spoken

_OPEN = re.compile(
    r"\b(?:open letter|carta abierta|lettre ouverte|offener brief|we,? the undersigned|undersigned|los abajo firmantes|las? organizaciones (?:abajo )?firmantes|l[oa]s firmantes|abajo suscrit\w+|nous,? soussignés|die unterzeichnenden)\b",
    re.IGNORECASE,
)
_OPEN_WORDS = (
    "open letter",
    "abierta",
    "ouverte",
    "offener",
    "undersigned",
    "firmantes",
    "suscrit",
    "soussign",
    "unterzeichn",
)
_STATEMENT = re.compile(
    r"\b(?:(?:press |joint |public |official )?(?:statement|communiqu[ée]|declaration|resolution|press release|manifesto)|comunicado|pronunciamiento|declaración|manifiesto|boletín de prensa|resolución|déclaration|communiqué|manifeste|erklärung|pressemitteilung|resolution)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"(?:(?:speech|address|remarks|inaugural|sermon|lecture|discurso|palabras|alocución|conferencia|discours|allocution|rede|ansprache)\b)",
    re.IGNORECASE,
)
_TOP = 12  # blocks in which a release says when it may be used
_WEIGHED = "weighed/list-item"
_BESIDE = frozenset({Role.BOILERPLATE, Role.HEADING})
_FULL_NAME = re.compile(r"(?<=[\w,] )[A-ZÁÉÍÓÚÑ][a-zà-ÿ]+(?: [A-ZÁÉÍÓÚÑ][a-zà-ÿ]+){1,3}")
_LINKED = re.compile(
    r"(?:he|she|they|it|but|however|also|this|these|those|meanwhile|and|then|so|in addition|moreover|furthermore|él|ella|ellos|pero|sin embargo|además|también|est[eao]s?|por su parte|il|elle|ils|mais|cependant|aussi|ce|cette|er|sie|es|aber|doch|auch|dies\w*|i|we|my|yo|nosotros|je|nous|ich|wir)\b",
    re.IGNORECASE,
)


def genre_of(sheet: Sheet, blocks: Sequence[Block]) -> Verdict:
    """The genre, and the rule that saw it."""
    if not blocks:
        return Genre.PLAIN, "genre/empty"
    sizes: Counter[Role] = Counter()
    for block in blocks:
        sizes[block.role] += block.end - block.start
    judges: tuple[Callable[[], Verdict | None], ...] = (
        lambda: _shape(blocks, sizes),
        lambda: _letter(sheet, blocks),
        lambda: _headed(sheet, blocks),
        lambda: public(sheet, blocks, sizes),
        lambda: _prose(sheet, blocks, sizes),
    )
    return next(
        (verdict for judge in judges if (verdict := judge()) is not None), (Genre.PLAIN, "genre/unsure")
    )


def teasers(sheet: Sheet, blocks: Sequence[Block]) -> bool:
    """Whether the paragraphs are leads of so many stories.

    Such are single lines of one or two whole sentences, none leaning on another, which name in full again whom
    another line has named.
    """
    body = [block for block in blocks if _leads(block)]
    rest = any(block.role not in _BESIDE and not _leads(block) for block in blocks)
    if len(body) < 5 or len(body) > 200 or rest or any(block.wrapped or block.parts for block in body):
        return False
    touching = sum(sheet.content[one.end : two.start] == "\n" for one, two in pairwise(body))
    names: Counter[str] = Counter()
    for block in body:
        text = sheet.content[block.start : block.end].strip()
        sentences = text.count(". ") + text.count("? ") + text.count("! ") + 1
        if not (60 <= len(text) <= 420 and sentences <= 3 and text.endswith((".", "?", "!", "…"))):
            return False
        if _LINKED.match(text) or text[0] in '“"«„—–-':
            return False
        names.update(set(_FULL_NAME.findall(" " + text)))
    again = names.most_common(1)[0][1] if names else 0
    return touching >= 0.8 * (len(body) - 1) and again >= max(3, len(body) // 4)


def _leads(block: Block) -> bool:
    """Whether a block may be the lead of a story: a paragraph, or an item without a marker, as the second reading may tell one."""
    return block.role is Role.PARAGRAPH or block.rule == _WEIGHED


def _shape(blocks: Sequence[Block], sizes: Counter[Role]) -> Verdict | None:
    total = sum(sizes.values())
    turns = sum(bool(block.part(Role.SPEAKER)) for block in blocks)
    if sizes[Role.VERSE] > 0.6 * total:
        return Genre.VERSE, "genre/verse"
    if turns >= 4 and turns >= 0.4 * sum(block.role is Role.PARAGRAPH for block in blocks):
        return Genre.INTERVIEW, "genre/turns"
    if (
        sizes[Role.LIST_ITEM] + sizes[Role.TABLE] > 0.7 * total
        and sum(block.role is Role.LIST_ITEM for block in blocks) > 2
        and not sizes[Role.SALUTATION]
    ):
        return Genre.LIST, "genre/list"
    return None


def _letter(sheet: Sheet, blocks: Sequence[Block]) -> Verdict | None:
    salutes = [block for block in blocks if block.role is Role.SALUTATION or block.part(Role.SALUTATION)]
    closes = sum(block.role is Role.CLOSING or bool(block.part(Role.CLOSING)) for block in blocks)
    frame = {block.role for block in blocks}
    signs = Role.SIGNATURE in frame or any(block.part(Role.SIGNATURE) for block in blocks)
    dates = Role.DATELINE in frame
    fields = sum(block.role is Role.FIELD for block in blocks)
    framed = len(salutes) > 0 and (closes or dates or signs or Role.ADDRESS in frame or fields)
    if (
        framed
        and not (closes or fields or (dates and not _speech_headed(sheet, blocks)))
        and spoken(sheet.content[salutes[0].start : salutes[0].start + 100])
    ):
        return None
    greeted = any(block.role is Role.SALUTATION for block in blocks[:4])
    greeted = greeted and not spoken(sheet.content[salutes[0].start : salutes[0].start + 100])
    if not (framed or greeted or (closes and signs and (dates or fields))):
        return None
    if not salutes and minuted(sheet.content):
        return Genre.MINUTES, "genre/minutes"
    if len(salutes) < 2 and _open_letter(sheet, blocks):
        return Genre.OPEN_LETTER, "genre/open-letter"
    return Genre.LETTER, "genre/letter"


def _speech_headed(sheet: Sheet, blocks: Sequence[Block]) -> bool:
    """Whether a heading at the top says that the text was spoken."""
    return any(
        block.role is Role.HEADING and _SPEECH.search(sheet.content, block.start, block.end) is not None
        for block in blocks[:4]
    )


def _open_letter(sheet: Sheet, blocks: Sequence[Block]) -> bool:
    if any(len(block.part(Role.SIGNATORY)) >= 3 for block in blocks if block.role is Role.SIGNATURE):
        return True
    top = sheet.content[:1500].casefold()
    return any(word in top for word in _OPEN_WORDS) and _OPEN.search(top) is not None


def _headed(sheet: Sheet, blocks: Sequence[Block]) -> Verdict | None:
    """What the first heading, or the salutation of a speech, says that the text is."""
    heads = [
        sheet.content[block.start : block.end].strip()
        for block in blocks[:4]
        if block.role in {Role.HEADING, Role.BYLINE}
    ]
    salutes = [block for block in blocks if block.role is Role.SALUTATION or block.part(Role.SALUTATION)]
    fields = sum(block.role is Role.FIELD for block in blocks)
    if any(MINUTES.match(head) for head in heads) and (fields or len(blocks) > 3):
        return Genre.MINUTES, "genre/minutes"
    if salutes and spoken(sheet.content[salutes[0].start : salutes[0].start + 100]):
        return Genre.SPEECH, "genre/speech"
    if any(_SPEECH.search(head) for head in heads) and len(blocks) > 3 and salutes:
        return Genre.SPEECH, "genre/speech"
    if any(_STATEMENT.search(head) for head in heads[:2]) and len(sheet.content) < 20000:
        return Genre.STATEMENT, "genre/statement-head"
    if any(block.rule == RELEASE for block in blocks[:_TOP]):
        return Genre.STATEMENT, "genre/release"
    return None


def _prose(sheet: Sheet, blocks: Sequence[Block], sizes: Counter[Role]) -> Verdict | None:
    total = sum(sizes.values())
    sentences = sum(
        block.end - block.start
        for block in blocks
        if block.role is Role.PARAGRAPH
        and block.end - block.start > 60
        and sheet.content[block.end - 3 : block.end].rstrip()[-1:] in ".!?…”\"»:’'])*¹²³⁴⁵⁶⁷⁸⁹⁰"
    )
    return (Genre.PROSE, "genre/prose") if sentences > 0.5 * total else None
