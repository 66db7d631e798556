"""Tables of lines, with what a reader says that they are."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.outline.closings import closing_line, run_in_closing
from archive.outline.dates import dated, news_dateline
from archive.outline.names import name_like, office_like
from archive.outline.salutations import run_in_salutation, salutation_line
from archive.text.text import Decoding, Found, Text

DATED = [
    ("Washington, December 20, 2017", "Washington", "December 20, 2017"),
    ("Tegucigalpa, 3 de diciembre de 2017", "Tegucigalpa", "3 de diciembre de 2017"),
    ("Paris, le 3 mars 1848", "Paris", "3 mars 1848"),
    ("Weimar, den 4. Mai 1799", "Weimar", "4. Mai 1799"),
    ("MONTICELLO, Apr. 21. 1803.", "MONTICELLO", "Apr. 21. 1803"),
    ("Dec. 3, 2017", None, "Dec. 3, 2017"),
    ("Wien, 14/8 91", "Wien", "14/8 91"),
    ("12. Aug. 91.", None, "12. Aug. 91"),
    ("Friday evening", None, "Friday"),
    ("Croisset, mardi soir.", "Croisset", "mardi"),
    ("24 Rue de Seine, Paris, 1er mai 1871", "24 Rue de Seine, Paris", "1er mai 1871"),
    ("San Pedro Sula, Cortés, 20 de diciembre de 2017", "San Pedro Sula, Cortés", "20 de diciembre de 2017"),
    ("London, July the 4th, 1776", "London", "July the 4th, 1776"),
    ("2017-12-03", None, "2017-12-03"),
    ("Dado en Madrid, a 3 de mayo de 1808.", "Madrid", "a 3 de mayo de 1808"),
    ("Maria-Schutz 26./VII. 07.", "Maria-Schutz", "26./VII. 07"),
    ("Stuttgart den 8 ten May 1811.", "Stuttgart", "8 ten May 1811"),
    ("Wien, 12. 8ber 1799", "Wien", "12. 8ber 1799"),
    ("le 3 germinal an VI", None, "3 germinal an VI"),
    ("Camp near the river, May 17th 1863", None, "May 17th 1863"),
    ("Weimar, Ende Aug. (?) 1800", "Weimar, Ende", "Aug. (?) 1800"),
    ("Am 10 ten", None, "Am 10 ten"),
    ("De Paris, ce XIIIe jour de mars.", "De Paris", "XIIIe jour de mars."),
    ("A Lyon, le xxiiije de juillet 1536", "A Lyon", "xxiiije de juillet 1536"),
    ("De Rome, ce IIIe jour de may mil cinq cens trente cinq", "De Rome", "IIIe jour de may"),
    ("Du camp, ce dernier jour de septembre", None, "dernier jour de septembre"),
    ("From London, the xij day of May 1536", "From London", "xij day of May 1536"),
    ("Augsburg, den XXVten Junii 1530", "Augsburg", "XXVten Junii 1530"),
]
NOT_DATED = [
    "LETTRE N° 1.364",
    "Henry VIII",
    "REMEMBERING 9/11",
    "SENATE MOVES TO DECLASSIFY CIA REPORT ON 9/11",
    "Marcha del 1 de Mayo",
    "Victims of May 18",
    "The 3 May men",
    "In May 1848 the king fled to the coast with his family.",
    "The elections of November 26 reveal a tainted process",
    "Copyright © 2023 TRT World.",
    "Chapter 3",
    "May the grace and the peace of the season be with you.",
    "Secretary General",
    "200 17th Street NW",
    "Washington, DC 20006",
    "March 4, 2006: the meeting is opened",
    "12 men and 3 horses",
    "",
    "On Friday we shall know more about it",
]


@pytest.mark.parametrize("line, place, date", DATED)
def test_a_line_of_place_and_date_is_a_dateline(line, place, date):
    """A dateline is known, and place and date are told apart in it."""
    found = dated(line)
    assert found is not None
    assert (found.place and line[slice(*found.place)]) == place
    assert line[slice(*found.date)] == date


@pytest.mark.parametrize("line", NOT_DATED)
def test_a_line_that_says_more_is_no_dateline(line):
    """A sentence that mentions a date, an address or a heading is no dateline."""
    assert dated(line) is None


SALUTATIONS = [
    "Dear Secretary General Almagro:", "My dear Sir,", "Sir,", "Dear Sir", "Gentlemen:", "To Whom It May Concern:", "Dear Mr. O'Neill,", "Hi all,",
    "Estimado señor Ministro:", "Muy señor mío:", "Querida hermana:", "Compañeros y compañeras:", "A quien corresponda:", "Señor Presidente:",
    "Cher ami,", "Monsieur,", "Monsieur le Ministre,", "Ma chère Louise,", "Mon cher maître,", "Mesdames, Messieurs,",
    "Sehr geehrte Damen und Herren,", "Lieber Freund!", "mein guter Arthur,", "Hochgeachteter Herr und theurer Freund!", "Monsieur", "Hochwohlgeborner Herr,", "Liebe Mutter,", "Verehrter Herr Professor,",
    "My own darling Mother", "My precious boy,", "My beloved wife!", "MY DARLING MOTHER,", "Mi queridísima hermana:", "Mi inolvidable y querida prima Rosa,",
    "Ma bien-aimée fille,", "Mein süßes, kleines Mädchen!",
]  # fmt: skip
NOT_SALUTATIONS = [
    "Sir Walter Scott was born in Edinburgh.", "Dear me, how late it is, said the hare, and ran.", "Monsieur Dupont est arrivé hier.",
    "Liebe ist ein seltsames Spiel und dauert lange.", "Señores que viven en la costa y no pagan impuestos", "Friends of the Library", "Secretary General",
    "The dear old house", "Bonaparte", "La libertad de los compañeros detenidos.", "Good", "Hello world program listing in ten languages and more",
    "My poor mother died.", "Mi pobre madre murió.", "My little brother and the boat that he built", "Mein kleines Kind schläft.",
]  # fmt: skip


@pytest.mark.parametrize("line", SALUTATIONS)
def test_a_salutation_is_known(line):
    """A salutation in one of four languages is one."""
    assert salutation_line(line)


@pytest.mark.parametrize("line", NOT_SALUTATIONS)
def test_what_only_begins_like_one_is_no_salutation(line):
    """A sentence or heading that begins with such a word is none."""
    assert not salutation_line(line)


@pytest.mark.parametrize(
    "text, words",
    [
        ("DEAR SIR,—I received your letter of the 3d.", "DEAR SIR,—"),
        ("SIR: The undersigned has the honor to state that", "SIR:"),
        ("Dear Sir, I have received yours of the 4th.", "Dear Sir,"),
        ("Lieber Freund! Ihr Brief hat mich erreicht.", "Lieber Freund!"),
        ("Monsieur, j'ai lu votre lettre avec intérêt.", "Monsieur,"),
        ("Muy señor mío: He recibido su carta.", ""),
        ("Sirens were heard in the town, and the men ran.", ""),
    ],
)
def test_a_run_in_salutation_ends_where_the_letter_begins(text, words):
    """The salutation run into a paragraph is cut where its point stands; sure ones are told from those that need a frame."""
    length = run_in_salutation(text)
    if words:
        assert text[: abs(length)] == words
    elif text.startswith("Muy"):
        assert text[: abs(length)] == "Muy señor mío:"
    else:
        assert length == 0


CLOSINGS = [
    "Sincerely,", "Yours truly,", "Very respectfully,", "I am, dear Sir, your most obedient servant,", "With best regards,", "In solidarity,", "Best,",
    "Atentamente,", "Un abrazo,", "Sin otro particular, le saluda atentamente,", "Cordialmente,", "Soy de usted, etc., etc.",
    "Je suis, Monsieur, votre très humble serviteur,", "Veuillez agréer, Monsieur, l'expression de mes sentiments distingués.", "Tout à vous,", "Amitiés,",
    "I have the honour to be, with great respect, Madam,", "Auf baldiges Wiedersehen", "Mit herzlicher Empfehlung",
    "Mit freundlichen Grüßen", "Hochachtungsvoll", "Ihr ergebenster", "Dein treuer Freund", "Herzlichst Ihr",
]  # fmt: skip
NOT_CLOSINGS = [
    "I am told that the roof has fallen in and that nobody was hurt.", "With the money that they sent us we bought a cow, which died in the winter.",
    "Best of all was the last day, when the whole town came out to see the boats go by under the new bridge.", "Mit dem Zug fahren wir nach Wien, wo wir drei Tage bleiben wollen.",
    "Je suis allé à la gare ce matin et je n'ai trouvé personne.", "Love is a strange thing, and nobody has yet explained it to my satisfaction.", "Secretary General",
]  # fmt: skip


@pytest.mark.parametrize("line", CLOSINGS)
def test_a_close_is_known(line):
    """A complimentary close in one of four languages is one."""
    assert closing_line(line)


@pytest.mark.parametrize("line", NOT_CLOSINGS)
def test_a_sentence_is_no_close(line):
    """A sentence that begins with the same words is none."""
    assert not closing_line(line)


@pytest.mark.parametrize(
    "text, close",
    [
        (
            "The box came safe. I am, dear Sir, your most obedient servant,",
            "I am, dear Sir, your most obedient servant,",
        ),
        ("No lo olvido. Queda de usted su seguro servidor,", "Queda de usted su seguro servidor,"),
        (
            "La pluie a cessé. Je suis, Monsieur, votre très humble serviteur",
            "Je suis, Monsieur, votre très humble serviteur",
        ),
        ("I am sure of it. I am never wrong.", ""),
        ("Nothing more to say.", ""),
    ],
)
def test_a_close_at_the_end_of_a_paragraph_is_found(text, close):
    """The last words of a paragraph are its close, or it has none."""
    start = run_in_closing(text)
    assert (text[start:] if start >= 0 else "") == close


@pytest.mark.parametrize(
    "text, words",
    [
        ("TEGUCIGALPA, Honduras (AP) — A flood cut the road.", "TEGUCIGALPA, Honduras (AP) —"),
        ("WASHINGTON, Dec. 3 (Reuters) - The house voted.", "WASHINGTON, Dec. 3 (Reuters) -"),
        ("TEGUCIGALPA.- Miles de maestros marcharon.", "TEGUCIGALPA.-"),
        ("PARIS — Le ministre a parlé.", "PARIS —"),
        ("Berlin (dpa) - Der Minister sprach.", "Berlin (dpa) -"),
        ("The house — a ruin — stood alone.", None),
        ("Tegucigalpa is the capital of Honduras.", None),
        ("I — he stopped — never saw it.", None),
    ],
)
def test_the_dateline_of_a_story_is_cut_at_its_dash(text, words):
    """A dateline is the words up to the dash; an aside between dashes is none."""
    span = news_dateline(text)
    assert (span and text[slice(*span)]) == words


@pytest.mark.parametrize(
    "line",
    [
        "TH. JEFFERSON",
        "Luis Almagro",
        "G. Flaubert.",
        "María Luisa Flores",
        "Ludwig van Beethoven",
        "J. A.",
        "Müller",
    ],
)
def test_names_read_as_names(line):
    """Capitals, initials and particles make a name."""
    assert name_like(line)


@pytest.mark.parametrize(
    "line",
    [
        "The end",
        "Thank you again.",
        "co-directors of the Center",
        "Dec. 3, 2017",
        "",
        "Amen",
        "we met in Paris",
    ],
)
def test_other_lines_do_not(line):
    """Sentences, dates and offices are no names."""
    assert not name_like(line)


def test_offices_are_known_in_four_languages():
    """A line with the word for an office is one."""
    lines = (
        "co-directors of the International Action Center",
        "Secretary General",
        "Presidenta del Comité",
        "Maire de Lyon",
        "Leiterin Technik",
    )
    assert all(office_like(line) for line in lines)
    assert not office_like("Friends of the Library")


def _parts(content: str) -> list[tuple[str, str]]:
    outline = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))
    return [
        (part.role.value, content[part.start : part.end]) for block in outline.blocks for part in block.parts
    ]


def test_two_who_sign_together_are_two_names():
    """Names joined by "and" are told apart, and the office they share is one part."""
    content = "We demand a hearing, and we shall come back until we are heard.\n\nAnn Bell and Carl Dunn,\nco-directors of the Center\nDec. 3, 2017\n"
    assert _parts(content) == [
        ("name", "Ann Bell"),
        ("name", "Carl Dunn"),
        ("office", "co-directors of the Center"),
        ("date", "Dec. 3, 2017"),
    ]


def test_each_signatory_is_a_part_though_a_blank_line_stands_between():
    """A list of signatories is one block with as many parts as entries."""
    content = "Dear Sir,\n\nWe ask you to open the gate before the harvest is lost.\n\nSincerely,\n\nFriends of A\nUnion of B\n\nLeague of C\n"
    outline = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))
    (block,) = outline.of(Role.SIGNATURE)
    assert [content[part.start : part.end] for part in block.part(Role.SIGNATORY)] == [
        "Friends of A",
        "Union of B",
        "League of C",
    ]


def test_rows_of_a_table_have_cells():
    """Each cell of a table is a part."""
    assert _parts("Year  Ships\n1801  112\n1802  131\n") == [
        ("cell", word) for word in ("Year", "Ships", "1801", "112", "1802", "131")
    ]


SEEDS = {
    "000_0fa32ea925ec3b8d": ("statement", "paragraph " * 6 + "list-item " * 4 + "signature dateline"),
    "001_cdbfdec7be30a8e5": (
        "open-letter",
        "dateline address salutation " + "paragraph " * 5 + "closing signature",
    ),
    "002_69302d3d23369df3": ("article", "caption " + "paragraph " * 15 + "boilerplate"),
    "003_adaec65cce08c52e": ("teasers", "list-item " * 12 + "boilerplate boilerplate"),
    "004_794f0a7dfa361ca4": ("opinion", "paragraph " * 6),
}


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_read_as_a_cataloguer_reads_them(name, request):
    """Genre and roles of each seed are those that a person gave it."""
    content = (request.config.rootpath / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
    content = content if content.endswith("\n") else content + "\n"
    outline = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))
    genre, roles = SEEDS[name]
    assert outline.genre.value == genre
    assert [block.role.value for block in outline.blocks] == roles.split()


def test_a_lost_target_leaves_a_gap_where_it_stood(request):
    """In "contact or visit" something is missing after each verb."""
    content = (request.config.rootpath / "seeds" / "002_69302d3d23369df3.txt").read_text(
        encoding="utf-8"
    ).rstrip("\n") + "\n"
    outline = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ()))
    gaps = outline.blocks[-1].part(Role.GAP)
    assert [content[: gap.start].rsplit(None, 1)[-1] for gap in gaps] == ["contact", "visit"]
