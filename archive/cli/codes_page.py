"""docs/codes.md, made from the register: `python -m archive.cli.codes_page > docs/codes.md`."""

from __future__ import annotations

from itertools import groupby

from archive.findings import register

FAMILIES = {
    "A": "Agreement: what is said twice in a deposit",
    "B": "BagIt: structure, manifests, fixity, bag-info, fetch, names, serialization",
    "D": "Deposit: the files that ours hold",
    "E": "Errors: what could not be done",
    "F": "OCFL: storage roots and their objects",
    "K": "Copies: what an audit finds",
    "N": "The normalized text and its change list",
    "O": "The second opinion",
    "P": "PREMIS",
    "R": "The record",
    "S": "Sending: what speaks against a deposit at a target",
    "T": "TEI",
}


def page() -> str:
    """The page: a table a family, a row a code."""
    lines = [
        "# Every code",
        "",
        "Made from the register in `archive/codes/`. Codes are never reused or renumbered.",
        "",
    ]
    for family, codes in groupby(register().values(), key=lambda code: code.code[0]):
        lines += [
            f"## {FAMILIES[family]}",
            "",
            "| code | severity | what it says | by | what to do |",
            "| --- | --- | --- | --- | --- |",
        ]
        for code in codes:
            cells = (code.code, code.severity.value, code.sentence, code.clause, code.remedy)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    print(page(), end="")
