"""`xenoData`: the record's statements as RDF/XML in DCMI Terms, for programs that read no TEI."""

from __future__ import annotations

import re

from archive.record.model import DCMI_TERMS, Record, Statement
from archive.tei.spans import held
from archive.tei.terms import language_tag
from archive.xml import attribute, escape

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")


def xeno_data(record: Record) -> str:
    """`xenoData` with one `rdf:Description` of the document; a value that is a URI is a resource, any other a literal."""
    lines = "".join([_statement(statement) for statement in record.statements if statement.value is not None])
    return (
        f'<xenoData><rdf:RDF xmlns:rdf="{_RDF}" xmlns:dcterms="{DCMI_TERMS}">'
        f'<rdf:Description rdf:about="{attribute(held(record.identifier))}">{lines}</rdf:Description></rdf:RDF></xenoData>'
    )


def _statement(statement: Statement) -> str:
    value = statement.value or ""
    name = f"dcterms:{statement.property}"
    if _URI.fullmatch(value):
        return f'<{name} rdf:resource="{attribute(value)}"/>'
    lang = f' xml:lang="{statement.lang}"' if language_tag(statement.lang) else ""
    return f"<{name}{lang}>{escape(held(value))}</{name}>"
