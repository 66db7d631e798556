"""Where a page's own text ends: below it stand what readers answered and what else the site has, with days and names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LEAST = 300  # characters of a text above its comments
_LONGEST = 100  # characters of the line that begins them
_AFTER = re.compile(
    r"\W*(?:(?:\d+|no|one)\s+(?:comments?|thoughts?|responses?|replies|reply|comentarios?|respuestas?|commentaires?|kommentare?)\b.{0,80}|"
    r"(?:leave|post|add)\s+a\s+(?:comment|reply)|(?:deja|dejar|publicar|postar|nenhum|ningún)\s+(?:(?:un|um)\s+)?(?:comentario|comentário)|"
    r"comments\s+are\s+closed|related\s+(?:posts?|articles?|stories|news|content)|(?:entradas|noticias|artículos|notas)\s+relacionad[oa]s|"
    r"articles\s+liés|à\s+lire\s+aussi)\W*",
    re.IGNORECASE,
)


def own_end(content: str, lines: Iterable[tuple[int, int]]) -> int:
    """The place of the first line that begins comments or further reading; else the end."""
    for start, end in lines:
        if start >= _LEAST and end - start <= _LONGEST and _AFTER.fullmatch(content, start, end):
            return start
    return len(content)
