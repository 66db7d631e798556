"""Decoding: which charset is found or taken, in which order, and what is refused."""

import codecs
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import TextError
from archive.text import Found, changes_json, iana_name, normalize, original_of, read_changes, undo
from archive.text.charsets import _IANA, STATEFUL, codec_of, declared_codec

MULTIBYTE = {"shift_jis", "cp932", "euc_jp", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "euc_kr"}
FRENCH = "L’été dernier, nous avons reçu « très ému » une lettre où le cœur parlait : 300 € par élève, chère Hélène. "
PLAIN_FRENCH = "L'été dernier, nous avons reçu une lettre où le problème était financier. À bientôt, chère Hélène, garçon. "
SPANISH = (
    "¿Dónde está el señor Peña? La elección del año pasado fue un fraude; así lo afirmó la organización. "
)
GERMAN = "Sehr geehrte Frau Müller, für die Übersendung der Unterlagen über das Gespräch danke ich. Schöne Grüße aus Köln. "
RUSSIAN = "Уважаемые товарищи! Мы получили ваше письмо от третьего мая и благодарим вас за поддержку. "
JAPANESE = "拝啓、先日はお手紙をいただきありがとうございました。選挙の結果について、私たちの意見を述べたいと思います。"
CHINESE = "尊敬的主席先生:我们收到了您五月三日的来信,非常感谢您的支持。此致敬礼。"
POLISH = (
    "Szanowny Panie, dziękujemy za list z dnia 3 maja. Żałujemy, że nie możemy pomóc. Zażółć gęślą jaźń. "
)


@pytest.mark.parametrize(
    ("content", "codec"),
    [
        (FRENCH, "cp1252"), (PLAIN_FRENCH, "latin-1"), (PLAIN_FRENCH + "300 € par cœur. ", "iso8859-15"), (FRENCH, "mac-roman"),
        (PLAIN_FRENCH, "cp850"), (SPANISH, "cp1252"), (SPANISH, "mac-roman"), (SPANISH, "cp850"), (GERMAN, "cp1252"),
        (GERMAN, "mac-roman"), (GERMAN, "cp437"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"), (JAPANESE, "iso2022_jp"), (CHINESE, "gb18030"),
        (CHINESE, "utf-16-le"), (RUSSIAN, "utf-16-be"), (PLAIN_FRENCH, "utf-16-le"), (PLAIN_FRENCH, "utf-32-be"), (POLISH, "cp1250"),
        (POLISH, "iso8859-2"), ("The café was closed.", "cp1252"), ("It’s late.", "cp1252"), ("“Yes”, he said.", "cp1252"),
        ("“Yes”, he said; don’t.", "mac-roman"), ("Señor Peña", "cp1252"), ("le cœur", "iso8859-15"), ("Привет", "koi8-r"),
        ("a north–south divide", "cp1252"), ("hello", "utf-16-le"), ("£5", "cp1252"),
    ],
)  # fmt: skip
def test_detected(content, codec):
    """A text in a charset that nobody declared is read as it was written, and recorded as detected."""
    data = content.encode(codec)
    text = normalize(data)
    assert text.content.rstrip() == content.rstrip()
    assert text.decoding.found is Found.DETECTED
    assert undo(text) == data


def test_one_accent_at_the_end_of_a_long_text():
    """A long text is judged by the lines that hold something to judge."""
    data = b"plain words\n" * 50_000 + "The café — “yes” — was closed.\n".encode("cp1252")
    text = normalize(data)
    assert text.content.endswith("The café — “yes” — was closed.\n")
    assert undo(text) == data


@pytest.mark.parametrize("codec", ["mac-cyrillic", "cp500"])
def test_refused_rather_than_misread(codec):
    """A charset without a registered name, or one that we do not look for, is E0208 and not read as another."""
    with pytest.raises(TextError) as caught:
        normalize((RUSSIAN if codec == "mac-cyrillic" else SPANISH).encode(codec))
    assert caught.value.code == "E0208"


@pytest.mark.parametrize(
    ("bom", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
     (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)  # fmt: skip
def test_byte_order_marks(bom, codec):
    """A byte order mark decides, and stands in the decoding, not in the text."""
    data = bom + FRENCH.encode(codec)
    text = normalize(data)
    assert (text.decoding.charset, text.decoding.bom, text.decoding.found) == (codec, bom, Found.BOM)
    assert text.content == FRENCH.rstrip() + "\n"
    assert undo(text) == data


def test_utf16_that_begins_with_nul():
    """FF FE 00 00 is UTF-32 only if the rest is; else it is UTF-16 with a NUL first."""
    data = codecs.BOM_UTF16_LE + "\x00hello".encode("utf-16-le")
    assert normalize(data).decoding.charset == "utf-16-le"
    assert normalize(data).content == "hello\n"


def test_ascii_and_utf8_are_strict():
    """Plain ASCII and UTF-8 are UTF-8, whatever the statistics would say."""
    for data in (b"plain\n", "Ã©\n".encode(), JAPANESE.encode()):
        assert normalize(data).decoding == normalize(b"x").decoding


@pytest.mark.parametrize(
    ("data", "declared", "charset", "found"),
    [
        ("é".encode(), "ISO-8859-15", "iso8859-15", Found.DECLARED),
        (b"plain", "windows-1252", "cp1252", Found.DECLARED),
        (b"plain", "US-ASCII", "ascii", Found.DECLARED),
        (b"\x8e", "macintosh", "mac-roman", Found.DECLARED),
        (b"caf\xe9", "latin1", "iso8859-1", Found.DECLARED),
        (b"It\x92s", "latin1", "cp1252", Found.DETECTED),
        ("é".encode("utf-16-be"), "UTF-16", "utf-16-be", Found.DECLARED),
        ("hello".encode("utf-16-le"), "UTF-16", "utf-16-le", Found.DECLARED),
        (codecs.BOM_UTF16_LE + "é".encode("utf-16-le"), "UTF-16", "utf-16-le", Found.BOM),
        (codecs.BOM_UTF8 + b"a", "UTF-8", "utf-8", Found.BOM),
        (codecs.BOM_UTF8 + b"a", "utf-8-sig", "utf-8", Found.BOM),
        ("hello".encode("cp500"), "IBM500", "cp500", Found.DECLARED),
        (b"Hi +AOk-t", "utf-7", "utf-7", Found.DECLARED),
    ],
)
def test_declared(data, declared, charset, found):
    """A declared charset goes before everything but a byte order mark."""
    text = normalize(data, declared=declared)
    assert (text.decoding.charset, text.decoding.found) == (charset, found)
    assert undo(text) == data


@pytest.mark.parametrize(
    ("data", "declared", "code"),
    [
        (b"a", "klingon", "E0204"), (b"a", "rot13", "E0204"), (b"a", "", "E0204"), (b"a", "\x00", "E0204"),
        (codecs.BOM_UTF8 + b"a", "latin1", "E0205"), (codecs.BOM_UTF16_LE + b"a\0", "utf-16-be", "E0205"),
        (b"caf\xe9", "ascii", "E0206"), (b"caf\xe9", "utf-8", "E0206"), (b"abc", "utf-16-le", "E0206"),
        (codecs.BOM_UTF8 + b"caf\xe9", None, "E0206"), (codecs.BOM_UTF16_LE + b"\x00\xd8", None, "E0206"),
        (b"+AGE-", "utf-7", "E0207"), (b"+2AA-", "utf-7", "E0207"), (b"a\x1b$B\x1b(Bb" , None, "E0207"),
        ((PLAIN_FRENCH.encode() + b"\xe9 "), None, "E0209"),
        (bytes(range(0x80, 0x100)) * 3, None, "E0208"),
    ],
)  # fmt: skip
def test_refused(data, declared, code):
    """What cannot be read, or not given back, is a TextError of its own code that names the seed."""
    with pytest.raises(TextError) as caught:
        normalize(data, declared=declared, where="s.txt")
    assert (caught.value.code, caught.value.where) == (code, "s.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"PK\x03\x04\x14\x00", b"\x7fELF\x02\x01\x01\x00",
        b"{\\rtf1\\ansi Hello}", b"\x00%PDF-1.4", b"\x1f\x8b\x08\x00", bytes(range(32)) * 20,
        b"\x00\x01\x02\x03\x05\x06\x07\x08\x0e\x0fabc" * 9, codecs.BOM_UTF16_LE + b"\x01\x00" * 40,
    ],
)  # fmt: skip
def test_no_plain_text(data):
    """Images, archives, programs and bytes full of controls are E0203."""
    with pytest.raises(TextError) as caught:
        normalize(data)
    assert caught.value.code == "E0203"


def test_a_name_in_capitals_is_no_font():
    """OTTO begins fonts, which have a zero byte after it, and texts about men of that name."""
    assert normalize(b"OTTO WAGNER\n").content == "OTTO WAGNER\n"
    with pytest.raises(TextError):
        normalize(b"OTTO\x00\x0c\x00\x80\x00\x03\x00\x40")


def test_a_few_nuls_are_taken_out_and_listed():
    """Stray NULs in a UTF-8 text are controls like others, not a reason to refuse it."""
    text = normalize("Café\x00 noir\x00\n".encode())
    assert text.content == "Café noir\n"
    assert [change.start for change in text.steps[0].changes] == [4, 9]


def test_too_large(monkeypatch):
    """A seed over the limit is E0210."""
    monkeypatch.setattr("archive.text.decode.SEED_LIMIT", 9)
    with pytest.raises(TextError) as caught:
        normalize(b"0123456789")
    assert caught.value.code == "E0210"


def test_second_spellings_are_exceptions():
    """Bytes that the charset would write otherwise are kept beside the character."""
    data = (
        "①".encode("cp932")
        + b"\n\xfa\x4a \xed\x40 \x87\x90 \x81\xe0 \x81\xe6 \xfa\x5b\n"
        + JAPANESE.encode("cp932")
    )
    text = normalize(data, declared="Windows-31J")
    assert text.decoding.exceptions
    decoding, steps = read_changes(changes_json(text))
    assert undo(text) == data == original_of(text.content, decoding, steps)


def _units(codec):
    """Every byte, or pair of bytes, that a charset reads as one character and that is no control."""
    single = len(bytes(range(0x20, 0x100)).decode(codec, "replace")) == 0xE0 and codec not in MULTIBYTE
    heads = [b""] if single else [b"", *(bytes([byte]) for byte in range(0x80, 0x100))]
    for head in heads:
        for byte in range(0x20, 0x100):
            unit = head + bytes([byte])
            with suppress(UnicodeDecodeError):
                char = unit.decode(codec)
                if len(char) == 1 and char >= " " and unicodedata.combining(char) == 0:
                    yield unit


@pytest.mark.parametrize("codec", sorted(c for c in set(_IANA) - STATEFUL if not c.startswith("utf-")))
def test_every_stateless_charset_gives_back_every_byte(codec):
    """Whatever a stateless charset can read it gives back, second spellings included."""
    data = "a\nb ".encode(codec) + "\n".encode(codec).join(_units(codec)) + "\nb".encode(codec)
    assert undo(normalize(data, declared=iana_name(codec))) == data


@settings(deadline=None, derandomize=True, max_examples=500)
@given(
    st.binary(max_size=60) | st.binary(max_size=12).map(lambda b: b * 9),
    st.sampled_from([None, None, *sorted(_IANA)]),
)
def test_any_bytes(data, declared):
    """Any bytes at all are given back exactly, or refused with a TextError."""
    try:
        text = normalize(data, declared=declared and iana_name(declared))
    except TextError:
        return
    assert undo(text) == data
    assert text.content.encode("utf-8").decode("utf-8") == text.content
    decoding, steps = read_changes(changes_json(text))
    assert original_of(text.content, decoding, steps) == data


@pytest.mark.parametrize("codec", sorted(_IANA))
def test_names(codec):
    """Every charset is a codec by its canonical name, and its registered name leads back to it."""
    assert codecs.lookup(codec).name == codec
    assert codec_of(iana_name(codec)) == codec == declared_codec(iana_name(codec))
