"""The ODD of our TEI: schemas/archive-tei.rng said again in TEI's own terms, element by element, with what it narrows.

`python -m archive.tei.odd > schemas/archive-tei.odd` makes it anew; a test holds the two together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from archive.resources import schema
from archive.xml import attribute, escape, parse

RNG = "http://relaxng.org/ns/structure/1.0"
TEI = "http://www.tei-c.org/ns/1.0"
_SOURCE = "archive-tei.rng"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Made from archive-tei.rng by `python -m archive.tei.odd`; change that file, not this one. -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
 <teiHeader>
  <fileDesc>
   <titleStmt><title>The TEI that archive writes</title></titleStmt>
   <publicationStmt><publisher>Archive</publisher><availability status="free"><licence target="http://www.apache.org/licenses/LICENSE-2.0"
>Apache License 2.0</licence></availability></publicationStmt>
   <sourceDesc><p>Born digital: derived from archive-tei.rng, the grammar with which documents are judged.</p></sourceDesc>
  </fileDesc>
 </teiHeader>
 <text>
  <body>
   <head>The TEI that archive writes</head>
   <p>A strict subset of TEI P5 (tei_all 4.12.0): no element, attribute or class is added, and every document that is valid here is valid
    against tei_all. Narrowed are the elements that occur at all, their attributes, which are listed with each, and what they hold. Each
    content below names the elements as they may follow each other; where an element is narrowed differently in different places, its
    forms stand as alternatives.</p>
   <schemaSpec ident="archive-tei" start="TEI" ns="http://www.tei-c.org/ns/1.0">
    <desc>Documents encoded by archive.</desc>
"""
_TAIL = "   </schemaSpec>\n  </body>\n </text>\n</TEI>\n"


def odd() -> bytes:
    """The ODD, made from the grammar in schemas/."""
    root = parse(schema(_SOURCE))
    definitions = {define.get("name"): define for define in root.iter(_q("define"))}
    forms: dict[str, list[Any]] = {}
    for element in root.iter(_q("element")):
        if element.get("name") and element.get("ns") in (None, TEI):
            forms.setdefault(element.get("name"), []).append(element)
    parts = [_HEAD, *(f'    <elementRef key="{attribute(name)}"/>\n' for name in sorted(forms))]
    parts += [_element(name, forms[name], definitions) for name in sorted(forms)]
    return "".join([*parts, _TAIL]).encode()


def _element(name: str, forms: list[Any], definitions: Mapping[str, Any]) -> str:
    said = _said(forms[0])
    lines = [f'    <elementSpec ident="{attribute(name)}" mode="change">\n']
    if said:
        lines.append(f"     <desc>{escape(said)}</desc>\n")
    lines.append(f"     <content>\n{_content(forms, definitions)}     </content>\n")
    attributes = sorted({found for form in forms for found in _attributes(form, definitions, set())})
    if attributes:
        lines.append("     <attList>\n")
        for found, needed in _needed(attributes, forms, definitions):
            use = "req" if needed else "opt"
            lines.append(f'      <attDef ident="{attribute(found)}" mode="change" usage="{use}"/>\n')
        lines.append("     </attList>\n")
    return "".join([*lines, "    </elementSpec>\n"])


def _said(element: Any) -> str:
    """The comment before the definition in which an element stands."""
    holder = element
    while holder.getparent() is not None and holder.getparent().tag != _q("grammar"):
        holder = holder.getparent()
    before = holder.getprevious()
    return (
        " ".join((before.text or "").split())
        if before is not None and not isinstance(before.tag, str)
        else ""
    )


def _content(forms: list[Any], definitions: Mapping[str, Any]) -> str:
    """RELAX NG, in which an element is a reference by its name; a form that stands twice is given once."""
    texts: list[str] = []
    for form in forms:
        parts = "".join(_pattern(child, definitions) for child in form.iterchildren(_q("*")))
        text = f"<group>{parts}</group>" if parts else "<empty/>"
        if text not in texts:
            texts.append(text)
    whole = texts[0] if len(texts) == 1 else f"<choice>{''.join(texts)}</choice>"
    return f"      <rng:{_prefixed(whole)}\n"


def _prefixed(text: str) -> str:
    prefixed = text.replace("</", "\0").replace("<", "<rng:").replace("\0", "</rng:")
    opened = prefixed.removeprefix("<rng:")
    name, rest = opened.split("/>", 1) if opened.startswith("empty/>") else opened.split(">", 1)
    end = "/>" if opened.startswith("empty/>") else ">"
    return f'{name} xmlns:rng="{RNG}"{end}{rest}'


def _pattern(node: Any, definitions: Mapping[str, Any]) -> str:
    kind = node.tag.rpartition("}")[2]
    if kind == "attribute":
        return ""
    if kind == "element":
        own = node.get("name") and node.get("ns") in (None, TEI)
        return f'<ref name="{attribute(node.get("name"))}"/>' if own else _foreign(node)
    if kind == "ref":
        define = definitions[node.get("name")]
        return "".join(_pattern(child, definitions) for child in define.iterchildren(_q("*")))
    inner = "".join(_pattern(child, definitions) for child in node.iterchildren(_q("*")))
    if kind in {"text", "empty", "notAllowed"}:
        return f"<{kind}/>"
    if kind in {"data", "value"}:
        return _foreign(node)
    return f"<{kind}>{inner}</{kind}>" if inner else ""


def _foreign(node: Any) -> str:
    """A pattern that holds no element of TEI, as it stands."""
    from lxml import etree

    bare = deepcopy(node)
    bare.tail = None
    for one in bare.iter():
        if isinstance(one.tag, str):
            one.text = (one.text or "").strip() or None
            one.tail = None
    text: str = etree.tostring(etree.fromstring(etree.tostring(bare)), encoding="unicode")
    return " ".join(text.split()).replace(f' xmlns="{RNG}"', "").replace("> <", "><")


def _attributes(node: Any, definitions: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    for child in node.iterchildren(_q("*")):
        kind = child.tag.rpartition("}")[2]
        if kind == "attribute" and child.get("name"):
            yield child.get("name")
        elif kind == "ref" and child.get("name") not in seen:
            seen.add(child.get("name"))
            yield from _attributes(definitions[child.get("name")], definitions, seen)
        elif kind not in {"attribute", "element"}:
            yield from _attributes(child, definitions, seen)


def _needed(names: list[str], forms: list[Any], definitions: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    for name in names:
        yield name, all(name in set(_required(form, definitions)) for form in forms)


def _required(node: Any, definitions: Mapping[str, Any]) -> Iterator[str]:
    """The attributes that stand in a form whatever is chosen."""
    for child in node.iterchildren(_q("*")):
        kind = child.tag.rpartition("}")[2]
        if kind == "attribute" and child.get("name"):
            yield child.get("name")
        elif kind == "ref":
            yield from _required(definitions[child.get("name")], definitions)
        elif kind == "group":
            yield from _required(child, definitions)


def _q(name: str) -> str:
    return f"{{{RNG}}}{name}"


if __name__ == "__main__":
    sys.stdout.buffer.write(odd())
