"""Where a letter went, as its address says."""

from archive.outline.blocks import Genre, Role
from archive.tei import encode, faults, names
from archive.tei.destination import NOWHERE, destination
from archive.xml import parse
from tests.tei.making import ACCESSION, outline, record, seed, stated, text

NS = {"t": "http://www.tei-c.org/ns/1.0"}
ADDRESS = (
    "The Honorable Ruth Ellery\nDirector\nRiver Protection Agency\n12 Mill Street\nSpringfield, IL 62701"
)
LETTER = (
    f"{ADDRESS}\n\nDear Director Ellery:\n\nWe of the Valley Farmers Union write.\n\nYours,\nJohn Quist\n"
)
BLOCKS = (
    (Role.ADDRESS, ADDRESS),
    (Role.SALUTATION, "Dear Director Ellery:"),
    (Role.PARAGRAPH, "We of the Valley Farmers Union write."),
    (Role.CLOSING, "Yours,"),
    (Role.SIGNATURE, "John Quist"),
)
RECEIVER = stated("contributor", "Ruth Ellery", role="rcp")


def went(*statements, blocks=BLOCKS, genre=Genre.LETTER):
    made = outline(LETTER, *blocks, genre=genre)
    said = record(*statements)
    found = destination(LETTER, made, said, names.mentions(LETTER, made, said))
    return [body.name for body in found.bodies], found.town.name if found.town else None


def test_the_body_and_the_town_of_the_address_are_the_receiver_s():
    """The farmers' union stands in the text, and no letter goes there."""
    assert went(RECEIVER) == (["River Protection Agency"], "Springfield, IL")


def test_an_address_without_the_receiver_s_name_says_nothing():
    """Nor does one of two receivers, a text that is no letter, or an address below the salutation."""
    other = stated("contributor", "Mark Vane", role="rcp")
    assert went() == went(other) == went(RECEIVER, other) == went(RECEIVER, genre=Genre.ARTICLE) == ([], None)
    late = ((Role.PARAGRAPH, ADDRESS), *BLOCKS[1:])
    assert went(RECEIVER, blocks=late) == ([], None)
    assert NOWHERE.bodies == ()


def test_a_building_is_no_receiver():
    """A body's name within a street's line, or behind other words, is where and not to whom."""
    address = "Ruth Ellery\n30 Marine Bank Bldg.\nFriend of the River Trust\nSpringfield, IL 62701"
    letter = LETTER.replace(ADDRESS, address)
    made = outline(letter, (Role.ADDRESS, address), *BLOCKS[1:], genre=Genre.LETTER)
    said = record(RECEIVER)
    assert destination(letter, made, said, names.mentions(letter, made, said)).bodies == ()


def test_a_body_that_is_itself_the_receiver_is_named_once():
    """An agency to which a letter goes is no second receiver."""
    assert went(stated("contributor", "River Protection Agency", role="rcp")) == ([], "Springfield, IL")


def test_the_header_names_them_and_points_to_their_entries():
    """correspAction has the person, the body and the town, each with its entry, and nothing is wrong with the document."""
    said = record(RECEIVER, stated("creator", "John Quist"))
    made = encode(seed(LETTER), text(LETTER), outline(LETTER, *BLOCKS, genre=Genre.LETTER), said, ACCESSION)
    root = parse(made)
    (action,) = root.iterfind(".//t:correspAction[@type='received']", NS)
    assert [child.text for child in action] == ["Ruth Ellery", "River Protection Agency", "Springfield, IL"]
    assert list(faults(made, LETTER, path="x")) == []


def test_a_term_points_to_its_heading():
    """A subject with an address of its own has it in the header; one without, or with none that can stand there, has not."""
    said = record(
        stated("subject", "Rivers", scheme="LCSH", uri="http://example.org/rivers"),
        stated("subject", "Dams", scheme="LCSH", uri="no uri"),
        stated("subject", "Mills", scheme="LCSH"),
    )
    content = "Rivers.\n"
    root = parse(encode(seed(content), text(content), outline(content), said, ACCESSION))
    terms = [(term.text, term.get("ref")) for term in root.iterfind(".//t:keywords/t:term", NS)]
    assert terms == [("Rivers", "http://example.org/rivers"), ("Dams", None), ("Mills", None)]
