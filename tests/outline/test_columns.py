"""Tables in columns with lines drawn across, fields of a memorandum, and turns of speech that bear their time."""

from archive.outline import Role, outline_of
from archive.text import normalize

RESULTS = """Department      Registered    Votes cast    Turnout
----------------------------------------------------
Norte               41,200        30,112      73.1%
Centro             112,871        80,040      70.9%
Sur                 23,004        17,221      74.9%
----------------------------------------------------
Total              177,075       127,373      71.9%

Source: the tribunal.
"""
MEMORANDUM = """MEMORANDUM

TO:       All departments
FROM:     Gloria Whitfield, Director of Personnel
DATE:     March 3, 1986
RE:       Use of the copying machine

The machine will be locked after six.
"""
TURNS = """[00:00:05] LUND: Where were you born, and when was it that you came to this country?

[00:00:14] REYES: In Jalisco, in 1919.

00:31 LUND: And what did your father do?

(00:34) REYES: He worked for the railroad.
"""


def blocks(text: str):
    read = normalize(text.encode())
    return read.content, outline_of(read).blocks


def test_a_line_drawn_across_a_table_is_of_the_table():
    """It holds no cell, and what stands above and below it are rows of one table."""
    content, found = blocks(RESULTS)
    (table,) = [block for block in found if block.role is Role.TABLE]
    assert content[table.start : table.end] == RESULTS.partition("\n\n")[0]
    cells = [content[part.start : part.end] for part in table.part(Role.CELL)]
    assert len(cells) == 20
    assert cells[-4:] == ["Total", "177,075", "127,373", "71.9%"]


def test_labels_with_colons_are_fields_and_no_table():
    """Though what follows them stands in a column."""
    content, found = blocks(MEMORANDUM)
    assert [content[block.start : block.start + 3] for block in found if block.role is Role.FIELD] == [
        "TO:",
        "FRO",
        "DAT",
        "RE:",
    ]
    assert not any(block.role is Role.TABLE for block in found)


def test_a_turn_of_speech_may_bear_its_time():
    """The time belongs to the label; who speaks is told by the name after it."""
    content, found = blocks(TURNS)
    assert [content[part.start : part.end] for block in found for part in block.part(Role.SPEAKER)] == [
        "[00:00:05] LUND:",
        "[00:00:14] REYES:",
        "00:31 LUND:",
        "(00:34) REYES:",
    ]
