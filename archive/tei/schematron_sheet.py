"""A Schematron (ISO/IEC 19757-3) as an XSLT stylesheet that tells each assertion not met and each report made on a line.

A line has four fields with tabs between: the number of the rule, the number of the element in the document (from 1), the name of the
node, and what the rule says of it. In a pattern the first rule whose context a node matches is the one that fires (§6.4).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from archive.errors import ArchiveError

SCH = "{http://purl.oclc.org/dsdl/schematron}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
_SPACE = "http://www.w3.org/1999/XSL/Transform"
_XSL = f"{{{_SPACE}}}"
_OWN = "urn:uuid:5e0f7f0c-3d86-5a3c-9a52-6f2f6c0b8d11"
_MAP = "http://www.w3.org/2005/xpath-functions/map"
_BINDINGS = frozenset({"xslt", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"})
_CODES = {
    "warning": "T0106", "warn": "T0106", "nonfatal": "T0106", "info": "T0107", "information": "T0107",
}  # fmt: skip
_REFUSED = (f"{SCH}include", f"{SCH}library", f"{SCH}group", f"{SCH}rules")
_LITERAL = re.compile(r"""'[^']*'|"[^"]*\"""")
_PREDICATE = re.compile(r"\[[^\[\]]*\]")
_BEYOND = re.compile(r"[@($.]|attribute::")  # in a context: it may be met by what is no element

_TOLD = f"""<xsl:stylesheet version="3.0" xmlns:xsl="{_SPACE}" xmlns:own="{_OWN}" xmlns:map="{_MAP}">
<xsl:variable name="own:order" select="map:merge(//* ! map:entry(generate-id(.), position()))"/>
<xsl:template name="own:tell"><xsl:param name="number"/><xsl:param name="said"/>
  <xsl:variable name="element" select="(ancestor-or-self::*, /*)[last()]"/>
  <xsl:variable name="holder" select="if (ancestor-or-self::*) then ancestor-or-self::*[1] else /*"/>
  <xsl:value-of select="concat($number, '&#9;', $own:order(generate-id($holder)), '&#9;',
    name($holder), if (. instance of attribute()) then concat('/@', name()) else '', '&#9;', normalize-space($said), '&#10;')"/>
</xsl:template></xsl:stylesheet>"""


@dataclass(frozen=True, slots=True)
class Rule:
    """An assertion or report: the code that its role calls for, and its identifier, or that of what holds it."""

    code: str
    clause: str


def sheet_of(root: Any, where: str) -> tuple[bytes, tuple[Rule, ...]]:
    """The stylesheet for the Schematron under `root`, and its rules by their numbers.

    Raises ArchiveError E0430 on what is no Schematron, or one that asks for what is not done here.
    """
    try:
        return _Sheet(root).made()
    except _Unusable as error:
        raise ArchiveError("E0430", where, str(error)) from error


class _Unusable(Exception):
    """What is in the way, in words."""


class _Sheet:
    """The stylesheet while it is made."""

    def __init__(self, root: Any) -> None:
        _refuse(root)
        self.root = root
        self.rules: list[Rule] = []
        self.abstract = {one.get("id"): one for one in root.iter(f"{SCH}rule") if _is_abstract(one)}
        self.diagnostics = {one.get("id"): one for one in root.iter(f"{SCH}diagnostic")}
        self.patterns = list(_patterns(root))
        lets = [let.get("name") for holder in (root, *self.patterns) for let in _lets(holder)]
        self.twice = {name for name, count in Counter(lets).items() if count > 1}

    def made(self) -> tuple[bytes, tuple[Rule, ...]]:
        from lxml import etree

        sheet = self._head()
        for part in list(self.root.iter(f"{_XSL}key", f"{_XSL}function")):
            sheet.append(part)
        for let in [one for holder in (self.root, *self.patterns) for one in _lets(holder)]:
            if let.get("name") not in self.twice:
                _add(sheet, "variable", name=_needed(let, "name"), select=_value(let))
        start = _add(sheet, "template", match="/")
        _add(start, "variable", name="own-elements", select="/, //*")
        _add(start, "variable", name="own-nodes", select="/ | //node() | //@*")
        for number, pattern in enumerate(self.patterns):
            self._pattern(pattern, f"own-{number}", sheet, start)
        if not self.rules:
            raise _Unusable("it holds no assertion and no report")
        return etree.tostring(sheet, encoding="utf-8"), tuple(self.rules)

    def _head(self) -> Any:
        """The stylesheet's root with the name spaces that the schema declares, and what tells of a node."""
        from lxml import etree

        spaces: dict[str, str] = {}
        for ns in self.root.iter(f"{SCH}ns"):
            spaces[_needed(ns, "prefix")] = _needed(ns, "uri")
        told = etree.fromstring(_TOLD)
        for prefix, space in (("xsl", _SPACE), ("own", _OWN), ("map", _MAP)):
            if spaces.setdefault(prefix, space) != space:
                raise _Unusable(f"the prefix {prefix} stands for {spaces[prefix]}, not for {space}")
        try:
            sheet = etree.Element(f"{_XSL}stylesheet", version="3.0", nsmap=spaces)
        except ValueError as error:
            raise _Unusable(f"a prefix or a name space is none: {error}") from error
        _add(sheet, "output", method="text")
        sheet.extend(list(told))
        return sheet

    def _pattern(self, pattern: Any, mode: str, sheet: Any, start: Any) -> None:
        rules = [one for one in pattern.iterchildren(f"{SCH}rule") if not _is_abstract(one)]
        contexts = [_needed(rule, "context") for rule in rules]
        nodes = "$own-nodes" if any(map(_meets_more_than_elements, contexts)) else "$own-elements"
        _add(start, "apply-templates", select=nodes, mode=mode)
        _add(sheet, "mode", name=mode, **{"on-no-match": "deep-skip"})
        _add(sheet, "template", match="/", mode=mode, priority="-9")  # else its child would come twice
        for rank, (rule, context) in enumerate(zip(rules, contexts, strict=True)):
            template = _add(sheet, "template", match=context, mode=mode, priority=str(len(rules) - rank))
            for let in (*_lets(self.root), *_lets(pattern)):
                if let.get("name") in self.twice:
                    _add(template, "variable", name=_needed(let, "name"), select=f"root()/({_value(let)})")
            self._checks(rule, rule, pattern, template, ())

    def _checks(self, holder: Any, rule: Any, pattern: Any, template: Any, seen: tuple[str, ...]) -> None:
        for child in holder.iterchildren(f"{SCH}*"):
            if child.tag == f"{SCH}let":
                _add(template, "variable", name=_needed(child, "name"), select=_value(child))
            elif child.tag == f"{SCH}extends":
                name = child.get("rule")
                if name is None or name not in self.abstract or name in seen:
                    raise _Unusable(f"line {child.sourceline}: it extends a rule that is not in this file")
                self._checks(self.abstract[name], rule, pattern, template, (*seen, name))
            elif child.tag in (f"{SCH}assert", f"{SCH}report"):
                self._check(child, rule, pattern, template)

    def _check(self, check: Any, rule: Any, pattern: Any, template: Any) -> None:
        test = _needed(check, "test")
        wrong = test if check.tag == f"{SCH}report" else f"not({test})"
        told = _add(_add(template, "if", test=wrong), "call-template", name="own:tell")
        _add(told, "with-param", name="number", select=str(len(self.rules)))
        said = _add(told, "with-param", name="said")
        _words(check, said)
        for name in (check.get("diagnostics") or "").split():
            if name in self.diagnostics:
                _add(said, "text").text = " "
                _words(self.diagnostics[name], said)
        role = check.get("role") or rule.get("role") or ""
        clause = check.get("id") or rule.get("id") or pattern.get("id") or f"rule of {rule.get('context')}"
        self.rules.append(Rule(_CODES.get(role.strip().lower(), "T0105"), clause))


def _refuse(root: Any) -> None:
    """Raises _Unusable on what is no Schematron, or one that needs other files, or what is not done here."""
    if root.tag not in (f"{SCH}schema", f"{RNG}grammar"):
        raise _Unusable(
            f"its root is {root.tag}, neither a Schematron schema nor a RELAX NG grammar that holds one"
        )
    binding = (root.get("queryBinding") or "xslt").lower()
    if binding not in _BINDINGS:
        raise _Unusable(f"its rules are in {binding}; only XPath and XSLT are understood")
    for element in root.iter(f"{SCH}*"):
        line = f"line {element.sourceline}"
        if element.tag in _REFUSED or element.get("href") is not None:
            raise _Unusable(f"{line}: {element.tag.rpartition('}')[2]}; it must be in one file, without it")
        if element.get("documents") is not None:
            raise _Unusable(f"{line}: a pattern for other documents than the one that is judged")
    for element in root.iterchildren(f"{_XSL}*"):
        if element.tag not in (f"{_XSL}key", f"{_XSL}function"):
            raise _Unusable(f"line {element.sourceline}: of XSLT only key and function may stand in a schema")


def _patterns(root: Any) -> Iterator[Any]:
    """The patterns of the default phase, or all; those that fill in an abstract one are filled in."""
    found = {one.get("id"): one for one in root.iter(f"{SCH}pattern")}
    phase = root.get("defaultPhase")
    active = None
    if phase not in (None, "#ALL"):
        phases = [one for one in root.iter(f"{SCH}phase") if one.get("id") == phase]
        active = {one.get("pattern") for each in phases for one in each.iter(f"{SCH}active")}
    for pattern in root.iter(f"{SCH}pattern"):
        if _is_abstract(pattern) or (active is not None and pattern.get("id") not in active):
            continue
        name = pattern.get("is-a")
        if name is None:
            yield pattern
        elif name in found and _is_abstract(found[name]):
            yield _filled(found[name], pattern)
        else:
            raise _Unusable(f"line {pattern.sourceline}: there is no abstract pattern {name}")


def _filled(abstract: Any, pattern: Any) -> Any:
    """A copy of the abstract pattern with its parameters' values in their places (§6.3)."""
    values = {_needed(one, "name"): _needed(one, "value") for one in pattern.iterchildren(f"{SCH}param")}
    copy = deepcopy(abstract)
    if pattern.get("id"):
        copy.set("id", pattern.get("id"))
    if values:
        longest = sorted(values, key=len, reverse=True)
        names = re.compile(rf"\$({'|'.join(map(re.escape, longest))})(?![\w.-])")
        for element in copy.iter(f"{SCH}*"):
            for name, value in element.items():
                element.set(name, names.sub(lambda found: values[found[1]], value))
    return copy


def _words(element: Any, into: Any) -> None:
    """What the element says, as instructions: its words, and the values and names that are asked for among them."""
    if element.text:
        _add(into, "text").text = element.text
    for child in element.iterchildren("*"):
        if child.tag == f"{SCH}value-of":
            _add(into, "value-of", select=_needed(child, "select"))
        elif child.tag == f"{SCH}name":
            _add(into, "value-of", select=f"name({child.get('path') or '.'})")
        else:
            _words(child, into)
        if child.tail:
            _add(into, "text").text = child.tail


def _lets(holder: Any) -> list[Any]:
    """The variables of a schema or pattern, of which the document is the context (§5.4.5)."""
    return list(holder.iterchildren(f"{SCH}let"))


def _meets_more_than_elements(context: str) -> bool:
    """Whether a node that is no element may meet the context, as far as its look tells; rather too often than not."""
    if "(:" in context:
        return True
    bare, before = _LITERAL.sub("", context), ""
    while bare != before:
        bare, before = _PREDICATE.sub("", bare), bare
    return _BEYOND.search(bare) is not None


def _is_abstract(element: Any) -> bool:
    return bool(element.get("abstract") == "true")


def _value(let: Any) -> str:
    if let.get("value") is None:
        raise _Unusable(f"line {let.sourceline}: a variable without the attribute value")
    return str(let.get("value"))


def _needed(element: Any, name: str) -> str:
    value = element.get(name)
    if not value:
        raise _Unusable(f"line {element.sourceline}: {element.tag.rpartition('}')[2]} without {name}")
    return str(value)


def _add(parent: Any, kind: str, /, **attributes: str) -> Any:
    from lxml import etree

    return etree.SubElement(parent, f"{_XSL}{kind}", attributes)
