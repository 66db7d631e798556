"""TEI that is parsed as it is read, by expat: the one parser for it, and its errors as ours."""

from __future__ import annotations

from xml.parsers import expat

from archive.errors import ArchiveError
from archive.tei.project import TEI


def open_parser(*, doctype: bool = False) -> expat.XMLParserType:
    """A parser that takes no document type, unless `doctype` allows one: then no entity is replaced. Names come as `namespace local`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if doctype:
        parser.StartDoctypeDeclHandler = None
        parser.DefaultHandler = _pass  # with one, expat leaves the entities of the internal subset alone
    return parser


def fed(parser: expat.XMLParserType, chunk: bytes, *, last: bool) -> None:
    """Gives the parser one more chunk. Raises ArchiveError E0408."""
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError as error:
        raise ArchiveError("E0408", f"line {error.lineno}", expat.ErrorString(error.code)) from error
    except (ValueError, LookupError) as error:  # an encoding that it cannot read
        raise ArchiveError("E0408", "prolog", str(error)) from error


def named_in_p5(name: str, *, p4: bool) -> str:
    """The name of an element in the name space of P5, where a document of P4 has none."""
    return f"{TEI} {name}" if p4 and " " not in name else name


def _refuse_doctype(*_: object) -> None:
    raise ArchiveError("E0408", "prolog", "a document type declaration")


def _pass(_: str) -> None:
    return
