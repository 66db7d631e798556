"""Who speaks: labels of interviews, hearings and plays; and the fields at the head of minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archive.outline.blocks import Part, Role
from archive.outline.lines import Claim, Roles, Sheet

_BIG = "A-ZÁÉÍÓÚÑÜÄÖÀÂÇÈÊËÎÏÔÛ"
_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?[\])]?\s+"
_SPEAKER = re.compile(
    rf"(?P<label>(?:{_TIME})?(?:[QAPRFS]|Question|Answer|Pregunta|Respuesta|Réponse|Frage|Antwort|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Sr|Sra|M|Mme|Herr|Frau)\.? [{_BIG}][\w’'-]+"
    rf"|(?:THE |EL |LA |LE )?[{_BIG}][{_BIG}.’'-]+(?: [{_BIG}][{_BIG}.’'-]*){{0,3}}|[{_BIG}][a-záéíóúñüäöàâçèêëîïôûß.’'-]+(?: [{_BIG}][\w.’'-]*){{0,3}})(?: \([^()\n]{{1,40}}\))?\s?(?::|\.\s?[-—–]+|\.(?=\s\S)))\s+(?=\S)"
)
_TIMED = re.compile(_TIME)
_SCENE = re.compile(
    r"(?i:act[eo]?|aufzug|akt|sc[eè]ne|escena|szene|scena|auftritt|jornada|cuadro|chap(?:ter|itre)|cap[íi]tulo)\b"
)
_FIELD = re.compile(
    r"(?P<label>(?i:present|absent|in attendance|also present|members present|apologies|date|time|place|location|venue|minutes by|secretary|chair|facilitator|presentes|ausentes|asistentes|asisten|excusados|lugar|fecha|hora|preside|secretari[oa]|orden del día"
    r"|présents|absents|excusés|lieu|heure|secrétaire de séance|présidence|anwesend|abwesend|entschuldigt|ort|datum|zeit|beginn|ende|protokoll|protokollführer(?:in)?|leitung|interviewer|interviewee|narrator|transcriber|cc|bcc|sent|reply-to|to|from|subject|re|ref|asunto|de|para|betreff|objet)\s?:)\s*(?=\S)"
)


def find(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """The labels of who speaks, where at least two recur; a label that stands once is a word of the text."""
    found = [
        (n, match)
        for n, unit in enumerate(sheet.units)
        if roles[n] is None
        and ":" in unit.text[:60] + unit.text[:60].replace(".", ":")
        and (match := _SPEAKER.match(unit.text))
        and not _SCENE.match(unit.text)
    ]
    found = [(n, match) for n, match in found if match["label"].endswith(":") or _stage(match["label"])]
    labels = Counter(_plain(match["label"]) for _, match in found)
    known = {label for label, often in labels.items() if often >= 2}
    if len(known) < 2 or sum(labels[label] for label in known) < 4:
        return
    for number, match in found:
        if (
            _plain(match["label"]) in known
            or _initials(match["label"]) in known
            or match["label"][:-1].isupper()
        ):
            yield Claim(number, number, Role.PARAGRAPH, "speakers/turn")
            yield sheet.units[number].part(Role.SPEAKER, match.span("label"), "speakers/label")


def fields(sheet: Sheet, roles: Roles) -> Iterator[Claim | Part]:
    """Rows of "Present: …", "Date: …" near the top; one alone is no field."""
    found = [
        (n, match)
        for n, unit in enumerate(sheet.units[:30])
        if roles[n] is None and (match := _FIELD.match(unit.text)) and len(unit.text) <= 400
    ]
    numbers = {n for n, _ in found}
    for number, match in found:
        if number - 1 in numbers or number + 1 in numbers:
            yield Claim(number, number, Role.FIELD, "speakers/field")
            yield sheet.units[number].part(Role.LABEL, match.span("label"), "speakers/field")


def _initials(label: str) -> str:
    """`tom adelman:` as `ta`, by which an interview calls him from his second question on."""
    words = _plain(label).split()
    return "".join([word[0] for word in words]) if len(words) > 1 else ""


def _stage(label: str) -> bool:
    """Whether a label that ends with a full stop is in capitals, as a play's are."""
    letters = [character for character in label if character.isalpha()]
    return len(letters) > 2 and all(character.isupper() for character in letters)


def _plain(label: str) -> str:
    if label[0] in "[(" or label[0].isdigit():
        label = _TIMED.sub("", label)
    return label.partition("(")[0].strip(" :.—–-").casefold()
