"""What a place in a text is, told by the elements that it stands in: the same for an editor's TEI and for ours."""

from __future__ import annotations


def kind_of(path: list[str]) -> str:
    """The kind of a place whose elements are `path`, the outermost first."""
    inner = path[::-1]
    for at, name in enumerate(inner):
        match name:
            case "dateline" | "signed" | "head" | "l" | "byline" | "trailer" | "speaker":
                return name
            case "address" | "addrLine":
                return "address"
            case "salute":
                return "closer" if "closer" in inner[at:] else "salute"
            case "item":
                return "signed" if "signed" in inner[at:] else "item"
            case "opener" | "closer" | "postscript":
                return name
            case "p" | "ab":
                return _paragraph(inner[at:])
            case "figure":
                return "figure"
            case "cell":
                return "cell"
            case _:
                pass
    return "p"


def _paragraph(inner: list[str]) -> str:
    """What a paragraph is by what it stands in; some editions have a division for each part of a letter."""
    for name in inner:
        if name in ("postscript", "closer", "signed", "dateline"):
            return name
        if name in ("quote", "cit"):
            return "quote"
        if name == "opener":
            return "salute"
    return "p"
