"""XML in and out: the one hardened parser, and the escaping that our templates use."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from archive.errors import ArchiveError

_DEPTH = 256  # elements in one another, as libxml2 bounds them by itself
# Written as what is forbidden: the same class as the complement of what is allowed takes 12 ms to compile.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """`text` as XML character data, every code point kept."""
    if not ("&" in text or "<" in text or ">" in text or "\r" in text):
        return text  # as most are
    # A chain of replacements is some twenty times as fast as one translation table on text beyond ASCII.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(text: str) -> str:
    """`text` for use between double quotes; white space survives attribute normalization."""
    text = escape(text)
    if not ('"' in text or "\t" in text or "\n" in text):
        return text
    return text.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def forbidden(text: str) -> re.Match[str] | None:
    """The first character that XML 1.0 cannot hold (§2.2), or None."""
    return _FORBIDDEN.search(text)


def parse(data: bytes, *, ids: bool = True, doctype: bool = False) -> Any:
    """The root element of a document from anywhere (lxml). No entity, DTD or network is used.

    Raises ArchiveError E0408 on a document type declaration (it may carry entities), on anything that is not well-formed, and,
    unless `ids` are of no interest, on an xml:id that stands twice or is no name. Where a `doctype` is allowed, its entities stay
    unreplaced, each a node of its own in the tree.
    """
    from lxml import etree

    try:
        try:
            root = etree.fromstring(data, _parser(ids=ids))
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) != etree.ErrorTypes.ERR_RESOURCE_LIMIT or not _shallow(data):
                raise
            root = etree.fromstring(data, _parser(ids=ids, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ArchiveError("E0408", f"line {error.lineno or 0}", error.msg or "not well-formed") from error
    if doctype:
        return root
    document: Any = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise ArchiveError("E0408", "prolog", "a document type declaration")
    return root


def _parser(*, ids: bool, huge_tree: bool = False) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=huge_tree, load_dtd=False, collect_ids=ids
    )
    parser.resolvers.add(_no_other_file())
    return parser


class _BoundError(Exception):
    """A document is not one whose bounds may be let go."""


def _shallow(data: bytes) -> bool:
    """Whether a document has neither a type declaration nor more than `_DEPTH` elements in one another.

    libxml2 takes no text above ten million bytes, unless it is to let go of its bounds of depth and entities too; of such a document
    these are known to be kept.
    """
    from xml.parsers import expat

    depth = 0

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise _BoundError

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise _BoundError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _BoundError):
        return False
    return True


@cache
def _no_other_file() -> Any:
    """What lxml asks for another file than the document, and gets nothing from: without `collect_ids`, libxml2 reads the DTD after all."""
    from lxml import etree

    class Nothing(etree.Resolver):
        def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ARG002 - lxml names them, its stubs otherwise
            return self.resolve_string("", context, base_url=None)

    return Nothing()
