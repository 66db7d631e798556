"""Detection: a charset is found, or doubt is told with it, or none is concluded upon; never a wrong one in silence."""

import pytest

from archive.errors import TextError
from archive.text import changes_json, faults, normalize, original_of, read_changes, undo
from archive.text.misfits import misfits
from archive.text.mixed import disguised, utf8_within
from archive.text.signatures import written_kind

PATHS = ("a.txt", "a.json", "a")
ENGLISH = (
    "The committee met on 4 May and heard reports from its members. The chair thanked all who had come.\n" * 4
)
FRENCH = "L’été dernier, nous avons reçu une lettre où le cœur parlait : chère Hélène.\n"
PLAIN_FRENCH = FRENCH.replace("’", "'").replace("œ", "oe")
RUSSIAN = "Уважаемые товарищи! Мы получили ваше письмо.\n"
SLOVENE = (
    "Vsi ljudje se rodijo svobodni in imajo enako čast. Žena je čuvala šumo in hišo, mož je šel čez cesto.\n"
)
VIETNAMESE = "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm.\n"


def told(data):
    """What is said of `data` beside the text: the code of the error, or those of the findings."""
    try:
        text = normalize(data)
    except TextError as error:
        return [error.code]
    content = text.content.encode()
    return [found.code for found in faults(content, changes_json(text), data, paths=PATHS)]


@pytest.mark.parametrize(
    ("words", "codec"),
    [
        ("Председатель Комитета выступил с речью", "cp1251"), ("Председатель Комитета выступил с речью", "koi8-r"),
        ("Zmrazení Vyvolaných Podporována Ověření", "cp1250"), ("Horizontālajām Šeit Krāsu Adresē", "cp1257"),
        ("Λάβαμε το γράμμα σας", "iso8859-7"), ("כדאי הרביעית בשרת", "cp1255"), ("señor Peña y la niña Begoña", "mac-roman"),
        ("Für die Übersendung danke ich; schöne Grüße", "cp850"), ("don’t, it’s “so”", "cp1252"),
    ],
)  # fmt: skip
def test_foreign_words_in_english(words, codec):
    """A few words of another language in pages of English are read in their charset, or doubt is told."""
    data = (ENGLISH + words + "\n" + ENGLISH).encode(codec)
    text = normalize(data)
    assert words in text.content or "N0112" in told(data)
    assert undo(text) == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SLOVENE.encode("mac-latin2"), "E0208"),  (RUSSIAN.encode("mac-cyrillic"), "N0112"),
        ((ENGLISH + "naïve").encode("cp1252"), "N0112"),
        (RUSSIAN.encode("cp1251") + RUSSIAN.encode("koi8-r"), "N0112"), (PLAIN_FRENCH.encode("cp500"), "E0208"),
        (("שלום לכולם אנשים נולדו בני חורין " * 3).encode("cp424"), "E0208"), (b"caf+AOk- fin", "E0208"),
        (FRENCH.encode("cp1252") * 40 + FRENCH.encode(), "E0209"), ((FRENCH * 2).encode() + FRENCH.encode("cp1252") * 3, "E0209"),
        (b"smile \xed\xa0\xbd\xed\xb8\x80 again", "E0209"), (b"\xff\xfe" + FRENCH.encode() * 2, "E0209"),
        (FRENCH.encode().decode("latin-1").encode(), "N0113"), ("it’s".encode().decode("cp1252").encode(), "N0113"),
        ("лето".encode().decode("latin-1").encode(), "N0113"), ("a�b".encode(), "N0114"),
    ],
)  # fmt: skip
def test_told(data, code):
    """What is no charset of ours, in two charsets, in one that could as well be another, or spoiled before, is told."""
    assert code in told(data)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH, ENGLISH + "The café was “closed”; don’t go.\n", "IRMÃ» MANHÃ” NÃO É\n", "Âge, châteauÂ", RUSSIAN, SLOVENE, VIETNAMESE,
        "Call +44 123 456 or +441234567 for C++/CLI; a+b=c, base64 +AAAA+BBBB\n", "~{not shifted\n",
    ],
)  # fmt: skip
def test_silent(text):
    """Of plain UTF-8 nothing is told, whatever letters, plus signs, tildes or at signs it holds."""
    assert told(text.encode()) == []


@pytest.mark.parametrize(
    ("codec", "text"),
    [("hz", "我们收到了您五月三日的来信\n"), ("utf-7", "Où est le señor Peña"), ("utf-7", "拝啓、先日はお手紙をいただきありがとうございました選挙の結果\n")],
)  # fmt: skip
def test_ascii_in_disguise(codec, text):
    """ASCII bytes that mean more than ASCII are read so, if they can be given back."""
    data = text.encode(codec)
    assert data.isascii()
    assert disguised(data) == codec
    found = normalize(data)
    assert (found.decoding.charset, found.content.strip()) == (codec, text.strip())
    assert undo(found) == data


def test_the_same_words_in_the_commoner_charset():
    """Of charsets in which the bytes read the same the commonest is named."""
    assert normalize((ENGLISH + "Herr Müller").encode("cp1250")).decoding.charset == "cp1252"


def test_others_are_kept():
    """What else the bytes may be stands in the change list, is read again, and says how the first words differ."""
    data = (ENGLISH + "naïve").encode("cp1252")
    text = normalize(data)
    decoding, steps = read_changes(changes_json(text))
    assert decoding == text.decoding
    assert ("windows-1250", "naďve", "naïve") in [(o.charset, o.reads, o.instead_of) for o in decoding.others]
    assert original_of(text.content, decoding, steps) == data
    assert b'"others"' not in changes_json(normalize(FRENCH.encode("cp1252")))


def test_a_declared_charset_is_not_doubted():
    """What a person declared is told with no doubt."""
    text = normalize((ENGLISH + "Señor Peña").encode("cp1252"), declared="windows-1252")
    assert text.decoding.others == ()


def test_perhaps():
    """Where no charset of ours fits, the error says which may, and a word of it."""
    with pytest.raises(TextError) as caught:
        normalize(PLAIN_FRENCH.encode("cp500"))
    assert "IBM500" in caught.value.detail
    assert "L'été" in caught.value.detail or "été" in caught.value.detail


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("L’été “à” Hélène, ¿qué? 20 °C, 5 £", 0), ("MŸller", 1), ("c½ur", 1), ("caf‚", 0), ("aбв", 1), ("x\x92y", 3), ("ìYes", 1),
        ("ḿú5", 1), ("́a", 1), ("Ïðèâåò", 4), ("żółć", 0), ("日本", 0), ("┌─┐", 0), ("a│b", 1),
    ],
)  # fmt: skip
def test_misfits(text, count):
    """A character is a misfit where no typist would have put it."""
    assert misfits(text) == count


@pytest.mark.parametrize(
    ("data", "charset", "place"),
    [
        (b"ab \xc3\xa9 c", "cp1252", None), (b"ab \xc3\xa9 \xc3\xa8", "cp1252", 3), (RUSSIAN.encode(), "koi8-r", 0), (b"\xd2\xa1" * 9, "cp874", None),
        ("你好".encode() * 3, "gb18030", 0), ("你好".encode(), "gb18030", None), ("\xc9\xa0\xbb".encode("latin-1"), "cp1252", None),
    ],
)  # fmt: skip
def test_utf8_within(data, charset, place):
    """UTF-8 among bytes of another charset is found where it is no accident."""
    assert utf8_within(data, charset) == place


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<!DOCTYPE html>\n<p>a", "an HTML page"), ("\n <HTML>\n", "an HTML page"), ("<?xml version='1.0'?>\n<a/>\n", "an XML or SGML document"),
        ("<svg xmlns='x'/>\n", "an SVG image"), ("%!PS-x\n", "a PostScript program"), ("\n%PDF-1.4\n", "a PDF document"),
        ("\\documentclass{a}\n", "a LaTeX source"), ("From a@b Sat Jan  1 00:00:00 2000\nSubject: x\n\nMIME-Version: 1\n", "a mailbox"),
        ("Subject: x\nMIME-Version: 1.0\n\nbody\n", "an e-mail with its headers"), ("-----BEGIN PGP MESSAGE-----\n", "an armoured key or message"),
        ("begin 644 x\n#86)C\n", "uuencoded data"), ("QUJD" * 18 + "\n" + ("QUJD" * 18 + "\n") * 5, "base64 data"), ("WARC/1.0\n", "a web archive"),
        ("BEGIN:VCARD\n", "a vCard or calendar"), ("From: Ann\nTo: Ben\nSubject: the vote\n\nMemo\n", None), ("From here to 10:00:00 on\n", None),
        ("begin the beguine\n", None), ("A letter\n\nMessage-ID: none\n", None), ("<p>so they say\n", None), ("Dear Sir\n", None), ("a" * 70 + "\n", None),
    ],
)  # fmt: skip
def test_written_kinds(content, kind):
    """A file of another kind that is written in characters is told by how it begins; letters and memos are none."""
    assert written_kind(content) == kind
    assert ("N0115" in told(content.encode())) == (kind is not None)
