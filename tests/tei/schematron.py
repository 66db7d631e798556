"""A Schematron (ISO/IEC 19757-3) with the XSLT 2 query binding as an XSLT stylesheet: just what TEI's own uses."""

from __future__ import annotations

from lxml import etree

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "http://www.w3.org/1999/XSL/Transform"


def stylesheet(schema: bytes) -> str:
    """A stylesheet that gives one line for each report made and each assertion not met."""
    root = etree.fromstring(schema)
    spaces = {ns.get("prefix"): ns.get("uri") for ns in root.iter(f"{SCH}ns")} | {"xsl": XSL}
    sheet = etree.Element(f"{{{XSL}}}stylesheet", version="2.0", nsmap=spaces)
    etree.SubElement(sheet, f"{{{XSL}}}output", method="text")
    for function in root.iter(f"{{{XSL}}}key", f"{{{XSL}}}function"):
        sheet.append(function)
    start = etree.SubElement(sheet, f"{{{XSL}}}template", match="/")
    for number, pattern in enumerate(root.iter(f"{SCH}pattern")):
        mode = f"m{number}"
        etree.SubElement(start, f"{{{XSL}}}apply-templates", select="//*|//@*", mode=mode)
        rest = etree.SubElement(sheet, f"{{{XSL}}}template", match="node()|@*", mode=mode, priority="-9")
        rest.text = ""
        rules = list(pattern.iter(f"{SCH}rule"))
        for rank, rule in enumerate(rules):
            template = etree.SubElement(
                sheet,
                f"{{{XSL}}}template",
                match=rule.get("context"),
                mode=mode,
                priority=str(len(rules) - rank),
            )
            _checks(rule, template)
    return etree.tostring(sheet, encoding="unicode")


def _checks(rule, template) -> None:
    for child in rule:
        if child.tag == f"{SCH}let":
            etree.SubElement(
                template, f"{{{XSL}}}variable", name=child.get("name"), select=child.get("value")
            )
        elif child.tag in (f"{SCH}assert", f"{SCH}report") and child.get("role") not in ("nonfatal", "info"):
            test = child.get("test")
            wrong = test if child.tag == f"{SCH}report" else f"not({test})"
            branch = etree.SubElement(template, f"{{{XSL}}}if", test=wrong)
            said = etree.SubElement(branch, f"{{{XSL}}}text")
            said.text = " ".join("".join(child.itertext()).split()) + "\n"
