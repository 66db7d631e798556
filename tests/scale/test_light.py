"""What a worker does not load: it starts sooner and stays small."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from archive.describe import languages
from tests.scale.cluster import ROOT

ENGLISH = (
    "The council met in the town hall and heard that the water of the lower town is not fit to drink. It was said that "
    "they have had no answer from the governor, and that he will be asked for one at the next meeting of the council.\n"
)
SPANISH = (
    "El consejo se reunió en la casa de la villa y se dijo que el agua de la parte baja no es buena para beber. No hay "
    "respuesta del gobernador, y se le pedirá una en la próxima reunión del consejo de la villa.\n"
)
SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from archive.workflows.package import PackageOrder, open_package
now = datetime(2026, 1, 1, tzinfo=UTC)
with open_package(PackageOrder(Path(sys.argv[1]), Path(sys.argv[2]), now, executor="serial")) as run:
    print(len(list(run.outcomes)), "py3langid" in sys.modules)
"""


def packaged(tmp_path, text):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "seeds"), str(tmp_path / "bags")]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()


def test_plain_english_needs_no_model(tmp_path):
    """The model of languages, 90 MB and half a second, is not loaded for a text whose words leave no doubt."""
    assert packaged(tmp_path, ENGLISH * 3) == ["1", "False"]


def test_lines_for_no_terminal_need_no_rich(tmp_path):
    """What colours a terminal is not loaded where lines go to a file: it takes longer than a bag."""
    script = "import sys; from archive.cli.main import main; main(sys.argv[1:]); print('rich' in sys.modules)"
    command = [sys.executable, "-c", script, "validate", str(tmp_path), "--second-opinion", "none"]
    environment = {
        name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "TTY_COMPATIBLE")
    }
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    *lines, loaded = run.stdout.splitlines()
    assert lines[0].startswith("✗ invalid")
    assert loaded == "False"


def test_what_its_words_leave_in_doubt_is_asked_of_the_model(tmp_path):
    """Spanish, which has near relations that we do not count, is claimed by both opinions only."""
    assert packaged(tmp_path, SPANISH * 3) == ["1", "True"]


def test_the_model_that_we_load_is_the_one_that_its_makers_load():
    """Our reading of the model's file, which takes a third of the room, says table by table what py3langid's says."""
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        ours = dict(languages._tables(packed))
    steps, rows = ours["nextmove"], [*range(0, 38_000, 97), 38_345]
    for row in rows:
        for byte in range(256):
            wanted = theirs().tk_nextmove[row << 8 | byte]
            assert next(steps.walked((row,), bytes([byte]))) == wanted, (row, byte)
    every = np.arange(len(theirs().nb_ptc))
    for rows in np.array_split(every, 50):
        assert (ours["ptc"][rows].view("u2") == theirs().nb_ptc[rows].view("u2")).all()
    assert ours["nextmove_row"] == theirs().tk_row
    assert ours["out_feat"].tolist() == list(theirs().tk_output)
    assert (ours["pc"] == theirs().nb_pc).all()
    assert ours["ptc"][every[:1]].dtype == theirs().nb_ptc.dtype


@pytest.mark.parametrize(
    "text", [ENGLISH, SPANISH, "Der Rat kam zusammen.", "Radet mødtes i byen.", "漢字", "", "\0", "ÀÉ"]
)
def test_what_we_walk_by_comes_to_what_its_makers_come_to(text):
    """Language and sum are py3langid's own, to the last bit."""
    assert languages._model().classify(text) == theirs().classify(text)


@cache
def theirs():
    return LanguageIdentifier.from_model_file(MODEL_FILE)
