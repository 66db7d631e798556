"""The text of a TEI document as HTML: each element as what it is, every character kept, and where each name and speaker stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from archive.reports.html.markup import legible, said

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST = 1 << 40  # a text is never cut
_WHEN = re.compile(r"-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ?)?)?)?|--\d\d-\d\d")
_NAMES = {"persName": "person", "orgName": "body", "placeName": "place", "rs": "event"}
_KINDS = {
    "letter": "Letter", "article": "Article", "statement": "Statement", "boilerplate": "Not part of the text",
    "teasers": "News summaries", "speech": "Speech", "interview": "Interview", "minutes": "Minutes",
}  # fmt: skip
_BLOCKS = {
    "opener": "div", "closer": "div", "dateline": "p", "salute": "p", "address": "div", "addrLine": "span", "street": "span",
    "signed": "div", "postscript": "div", "p": "p", "ab": "p", "byline": "p", "trailer": "p", "fw": "p", "argument": "div",
    "epigraph": "div", "figure": "figure", "lg": "div", "l": "span", "sp": "div", "speaker": "p", "stage": "p", "quote": "blockquote",
    "list": "ul", "item": "li", "row": "tr", "cell": "td", "figDesc": "p", "floatingText": "div", "body": "div", "front": "div",
    "back": "div",
}  # fmt: skip
_INLINE = frozenset({"quote", "list", "figure", "address"})  # blocks that may also stand within a line
_NUMBERED = frozenset({"p", "ab", "item", "lg", "dateline", "salute", "signed", "postscript", "head", "byline"})  # fmt: skip
_PHRASING = frozenset(
    {"p", "ab", "salute", "dateline", "byline", "item", "head", "l", "addrLine", "cell", "fw", "trailer", "speaker"}
)  # fmt: skip
_SPECIAL = frozenset(
    {"div", "head", "list", "item", "label", "table", "said", "q", "date", "choice", "gap", "note", "ref", "lb", "pb"}
)  # fmt: skip
"""Elements that are more than a tag: for each there is a method of its name."""


@dataclass(slots=True)
class Reading:
    """A text as HTML, and what was met on the way: where each entry is named, and each speaker quoted, in order."""

    html: str = ""
    named: dict[str, list[str]] = field(default_factory=dict)
    spoken: dict[str, list[str]] = field(default_factory=dict)
    outline: list[tuple[str, str]] = field(default_factory=list)


def read(text: Any, link: Callable[[str], str | None]) -> Reading:
    """The TEI `text` element as HTML; `link` gives the address of the index entry for a pointer such as `#n-almagro`."""
    desk = _Desk(link)
    desk.element(text, block=True)
    desk.reading.html = "".join(desk.out)
    return desk.reading


class _Desk:
    """Where one text is written; `out` grows from its beginning to its end."""

    def __init__(self, link: Callable[[str], str | None]) -> None:
        self.link = link
        self.out: list[str] = []
        self.reading = Reading()
        self.anchor = "text"
        self.blocks = self.notes = 0
        self.headed: list[bool] = []  # of each division that is open, whether it has had its heading
        self.labels: Counter[str] = Counter()

    def element(self, node: Any, *, block: bool) -> None:
        """One element, and all that is in it; `block` says whether blocks may stand here."""
        if not isinstance(node.tag, str):
            return
        name = node.tag.rpartition("}")[2]
        if name in _NAMES:
            self._name(node, _NAMES[name])
        elif name in _SPECIAL:
            getattr(self, f"_{name}")(node, block)
        elif name in _BLOCKS and (block or name not in _INLINE):
            self._block(node, name, _BLOCKS[name] if block or name in {"addrLine", "street", "l"} else "span")
        elif name in _BLOCKS:
            self._wrap(node, "span", name, block=False)
        else:
            self._inside(node, block=block)

    def _inside(self, node: Any, *, block: bool) -> None:
        self._characters(node.text, block=block)
        for child in node:
            self.element(child, block=block)
            self._characters(child.tail, block=block)

    def _characters(self, text: str | None, *, block: bool) -> None:
        if text:
            shown = "\n".join(legible(line.replace("\t", " ")) for line in text.split("\n"))
            self.out.append(f"<span>{shown}</span>" if block and text.strip() else shown)

    def _wrap(self, node: Any, tag: str, name: str, *, block: bool, more: str = "") -> None:
        lang = node.get(XML_LANG)
        language = f' lang="{said(lang)}"' if lang else ""
        self.out.append(f'<{tag} class="{name}"{more}{language}>')
        self._inside(node, block=block)
        if tag == "p" and name in {"p", "ab"}:
            self.out.append(
                f'<a class="anchor" href="#{self.anchor}" aria-label="Link to this paragraph">¶</a>'
            )
        self.out.append(f"</{tag}>")

    def _block(self, node: Any, name: str, tag: str) -> None:
        more = self._numbered(name)
        if tag in {"span", "tr", "td", "ul"}:
            self._wrap(node, tag, name, block=tag in {"ul", "tr"}, more=more)
            return
        mixed = name in _PHRASING and not self._holds_blocks(node)
        if name in _PHRASING and not mixed and tag == "p":
            tag = "div"
        self._wrap(node, tag, name, block=not mixed, more=more)

    def _numbered(self, name: str) -> str:
        if name not in _NUMBERED:
            return ""
        self.blocks += 1
        self.anchor = f"b{self.blocks}"
        return f' id="{self.anchor}"'

    @staticmethod
    def _holds_blocks(node: Any) -> bool:
        return any(
            isinstance(child.tag, str)
            and child.tag.rpartition("}")[2] in {"p", "list", "table", "lg", "ab", "figure", "div"}
            for child in node
        )

    def _div(self, node: Any, block: bool) -> None:  # noqa: ARG002 - all are called alike
        kind = node.get("type") or "part"
        label = _KINDS.get(kind)
        more = f' aria-label="{said(self._numbered_label(label))}"' if label else ""
        self.headed.append(False)
        self._wrap(node, "section" if label else "div", f"div {said(kind)}", block=True, more=more)
        self.headed.pop()

    def _numbered_label(self, label: str) -> str:
        """The label, told from those of the same words before it."""
        self.labels[label] += 1
        return f"{label} {self.labels[label]}" if self.labels[label] > 1 else label

    def _head(self, node: Any, block: bool) -> None:
        parent = node.getparent().tag.rpartition("}")[2]
        more = self._numbered("head")
        if parent == "figure":
            self._wrap(node, "figcaption", "head", block=False, more=more)
        elif parent in {"list", "table"} or not block:
            self._wrap(
                node,
                "li" if parent == "list" else "caption" if parent == "table" else "span",
                "head",
                block=False,
                more=more,
            )
        else:
            self.reading.outline.append((self.anchor, " ".join("".join(node.itertext()).split())))
            level = min(6, 2 + sum(self.headed[:-1]))
            self.headed[-1:] = [True]
            self._wrap(node, f"h{level}", "head", block=False, more=more)

    def _list(self, node: Any, block: bool) -> None:
        numbered = node.get("rend") == "numbered" or node.get("type") in {"ordered", "numbered"}
        kind = node.get("type") or node.get("rend") or "plain"
        if not block:
            self._wrap(node, "span", "list", block=False)
            return
        # The marks are in the text itself, so the list shows none of its own.
        self._wrap(node, "ol" if numbered else "ul", f"list {said(kind)}", block=True, more=' role="list"')

    def _item(self, node: Any, block: bool) -> None:
        if not block:
            self._wrap(node, "span", "item", block=False)
            return
        self._wrap(node, "li", "item", block=self._holds_blocks(node), more=self._numbered("item"))

    def _label(self, node: Any, block: bool) -> None:
        parent = node.getparent().tag.rpartition("}")[2]
        self._wrap(node, "li" if parent == "list" and block else "span", "label", block=False)

    def _table(self, node: Any, block: bool) -> None:  # noqa: ARG002
        self.out.append(
            f'<div class="scroll" role="region" aria-label="{self._numbered_label("Table")}" tabindex="0">'
        )
        self._wrap(node, "table", "table", block=True)
        self.out.append("</div>")

    def _name(self, node: Any, kind: str) -> None:
        address = self.link(node.get("ref") or "")
        if address is None:
            self._wrap(node, "span", f"name {kind}", block=False)
            return
        entry = (node.get("ref") or "").removeprefix("#")
        places = self.reading.named.setdefault(entry, [])
        if self.anchor not in places:
            places.append(self.anchor)
        if self._within_link(node):
            self._wrap(node, "span", f"name {kind}", block=False)
        else:
            self._wrap(node, "a", f"name {kind}", block=False, more=f' href="{said(address)}"')

    @staticmethod
    def _within_link(node: Any) -> bool:
        return any(above.tag.rpartition("}")[2] in {*_NAMES, "ref"} for above in node.iterancestors())

    def _said(self, node: Any, block: bool) -> None:
        speaker = (node.get("who") or "").removeprefix("#")
        self.blocks += 1
        anchor = f"q{self.blocks}"
        if speaker:
            self.reading.spoken.setdefault(speaker, []).append(anchor)
        self._wrap(node, "div" if block else "span", "said", block=block, more=f' id="{anchor}"')

    def _q(self, node: Any, block: bool) -> None:
        self._wrap(node, "div" if block else "span", "quoted", block=block)

    def _date(self, node: Any, block: bool) -> None:  # noqa: ARG002
        when = node.get("when") or ""
        if _WHEN.fullmatch(when) and not when.startswith("-0") and len(when.lstrip("-")) >= 4:
            self._wrap(node, "time", "date", block=False, more=f' datetime="{said(when.removeprefix("--"))}"')
        else:
            self._wrap(node, "span", "date", block=False)

    def _choice(self, node: Any, block: bool) -> None:
        for child in node:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name in {"sic", "orig", "abbr"}:
                self._wrap(child, "span", name, block=False)
            elif name in {"corr", "reg", "expan"}:
                self.out.append(' <span class="editorial">[')
                self.out.append(
                    {"corr": "so in the source; read: ", "reg": "today: ", "expan": "in full: "}[name]
                )
                self._inside(child, block=False)
                self.out.append("]</span>")
        del block

    def _gap(self, node: Any, block: bool) -> None:  # noqa: ARG002
        reason = node.get("reason") or "missing"
        self.out.append(f'<span class="editorial">[{said(reason)} in the source]</span>')

    def _note(self, node: Any, block: bool) -> None:
        editorial = node.get("resp") is not None or node.get("type") == "editorial"
        label = "editorial" if editorial else "note"
        self.notes += 1
        anchor = node.get(XML_ID) or f"note{self.notes}"
        self.out.append(f'<span class="{label}" id="{said(anchor)}">')
        self._inside(node, block=False)
        self.out.append("</span>")
        del block

    def _ref(self, node: Any, block: bool) -> None:  # noqa: ARG002
        target = node.get("target") or ""
        if target.startswith("#") or re.match(r"https?://|mailto:", target):
            self._wrap(node, "a", "ref", block=False, more=f' href="{said(target, LONGEST)}"')
        else:
            self._inside(node, block=False)

    def _lb(self, node: Any, block: bool) -> None:  # noqa: ARG002
        self.out.append("<br>")
        self._inside(node, block=False)

    def _pb(self, node: Any, block: bool) -> None:  # noqa: ARG002
        number = node.get("n")
        self.out.append(
            f'<span class="pb" role="separator" aria-label="page {said(number or "break")}"></span>'
        )
