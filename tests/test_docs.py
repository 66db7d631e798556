"""Every command that the documentation shows is run, and the pictures it draws in words are true."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands():
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if line.startswith("python -m archive"):
                    yield pytest.param(line, id=f"{page.parent.name}/{page.name}: {line}")


@pytest.fixture
def house(tmp_path):
    """A folder with the collection, its bags, and a few letters of one's own."""
    for name in ("seeds", "bags", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "letter.txt").write_text(
        "Dear Sir,\n\nThe waters of November last rose high.\n\nYours,\nA. Mason\n"
    )
    (letters / "note.txt").write_text("A note.\n")
    shutil.copy(ROOT / "schemas/bagit-profile.json", tmp_path / "aptrust.json")
    (tmp_path / "vendor").mkdir()
    shutil.copytree(ROOT / "bags/000_0fa32ea925ec3b8d", tmp_path / "vendor/box-17")
    (tmp_path / "vault").mkdir()
    return tmp_path


@pytest.mark.parametrize("line", list(commands()))
def test_a_command_in_the_docs_works_as_shown(house, line):
    """It ends well, or with findings; it never fails to begin, and prints no traceback."""
    done = subprocess.run(
        line.replace("python", sys.executable, 1),
        shell=True,
        cwd=house,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Every file that a page links is there."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_tree_in_the_readme_is_a_bag_s():
    """The tree that README shows is the one in bags/."""
    bag = ROOT / "bags/000_0fa32ea925ec3b8d"
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- tree -->\n```\n")[1].split("```")[0]
    assert shown == f"{bag.name}/\n" + "".join(f"{line}\n" for line in tree(bag))


def tree(folder, indent=""):
    """The folder as `tree` draws it."""
    entries = sorted(folder.iterdir())
    for entry in entries:
        last = entry == entries[-1]
        yield f"{indent}{'└── ' if last else '├── '}{entry.name}{'/' if entry.is_dir() else ''}"
        if entry.is_dir():
            yield from tree(entry, indent + ("    " if last else "│   "))


def test_each_help_prints_the_exit_statuses():
    """Whoever reads --help of any command learns what its exit status means."""
    from archive.cli.main import EXIT_STATUS, parser

    commands = next(
        action for action in parser()._actions if hasattr(action, "choices") and action.choices
    ).choices
    assert all(EXIT_STATUS in command.format_help() for command in commands.values())


def test_every_command_has_its_page():
    """docs/COMMAND.md is there for each command, and the index links it."""
    from archive.cli.main import parser

    commands = next(
        action for action in parser()._actions if hasattr(action, "choices") and action.choices
    ).choices
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    for name in commands:
        page = {"describe": "describe-command"}.get(name, name)
        assert (ROOT / f"docs/{page}.md").is_file(), name
        assert f"({page}.md)" in index, name
