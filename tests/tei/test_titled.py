"""Titles and the parts of names in addresses and salutations: one row a case."""

import pytest

from archive.tei.spans import Span, write
from archive.tei.titled import titled

HON, OFF = '<roleName type="honorific">', '<roleName type="office">'
FORE, SUR = "<forename>", "<surname>"


def marked(line: str, name: str) -> str:
    """The line as XML, where `name` is known for a person's."""
    start = line.index(name)
    spans = titled(line, 0, [Span(start, start + len(name), "persName")])
    text = write(line, spans)
    return text.replace("</roleName>", "}").replace("</forename>", "}").replace("</surname>", "}")


LINES = [
    ("The Honorable Ruth Ellery", "Ruth Ellery", f"<persName>{HON}The Honorable}} {FORE}Ruth}} {SUR}Ellery}}</persName>"),
    ("Dear Mr. Quist:", "Quist", f"Dear <persName>{HON}Mr.}} {SUR}Quist}}</persName>:"),
    ("Dear Director General Quist,", "Quist", f"Dear <persName>{OFF}Director General}} {SUR}Quist}}</persName>,"),
    ("Estimado señor Presidente Vallejo:", "Vallejo", f"Estimado <persName>{HON}señor}} {OFF}Presidente}} {SUR}Vallejo}}</persName>:"),
    ("Sehr geehrter Herr Dr. Ohm", "Ohm", f"Sehr geehrter <persName>{HON}Herr Dr.}} {SUR}Ohm}}</persName>"),
    ("Herrn Professor Ohm", "Ohm", f"<persName>{HON}Herrn}} {OFF}Professor}} {SUR}Ohm}}</persName>"),
    ("Monsieur le comte, cher Valmont", "Valmont", "Monsieur le comte, cher <persName>Valmont</persName>"),
    ("John F. Quist", "John F. Quist", f"<persName>{FORE}John}} {FORE}F.}} {SUR}Quist}}</persName>"),
    ("Miss Quist", "Quist", f"<persName>{HON}Miss}} Quist</persName>"),
    ("Don Pedro", "Pedro", f"<persName>{HON}Don}} Pedro</persName>"),
    ("Dear Mr. Luis", "Luis", f"Dear <persName>{HON}Mr.}} Luis</persName>"),
    ("Dear Quist", "Quist", "Dear <persName>Quist</persName>"),
    ("Juan Ruiz Molina", "Juan Ruiz Molina", "<persName>Juan Ruiz Molina</persName>"),
    ("Ana María", "Ana María", "<persName>Ana María</persName>"),
    ("Dear Mr. President, Quist", "Quist", "Dear Mr. President, <persName>Quist</persName>"),
    ("of the President  Quist", "Quist", "of the President  <persName>Quist</persName>"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "wanted"), LINES)
def test_a_title_right_before_a_name_is_in_it(line, name, wanted):
    """Honorific and office are told apart, and forename and surname where it is plain which is which."""
    assert marked(line, name) == wanted


def test_a_title_on_the_line_above_is_not_taken_in():
    """A name does not reach over the end of a line."""
    assert titled("Mr.\nQuist", 0, [Span(4, 9, "persName")]) == (Span(4, 9, "persName"),)


def test_a_title_is_not_taken_from_what_stands_before_the_line_or_is_marked():
    """`start` is where the line begins, and what an earlier element holds is its own."""
    line = "Mr. Quist"
    (name,) = titled(line, 4, [Span(4, 9, "persName")])
    assert (name.start, name.children) == (4, ())
    _, name = titled(line, 0, [Span(0, 3, "date"), Span(4, 9, "persName")])
    assert (name.start, name.children) == (4, ())


def test_a_body_is_left_alone():
    """Only persons have titles."""
    spans = (Span(10, 14, "orgName"),)
    assert titled("President Bank", 0, spans) == spans
