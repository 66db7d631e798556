"""The two large tables of py3langid's model, most cells of which hold what is usual in their column: kept as that and the others.

They take 21 MB in place of 68, and say the same. Both are read row by row, so that little is ever held as it comes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedIOBase
from typing import Any

_STRETCH = 1 << 20  # cells read together; the first so many tell what is usual
_PIECE = 1 << 16  # cells looked at together
_DENSE = 60  # columns in which a row may differ; one of more is kept whole


@dataclass(frozen=True, slots=True)
class Steps:
    """The table by which a machine walks: for each kind of state a row, for each byte a column, in each cell the next state.

    In row n `values[starts[n]:starts[n + 1]]` stand in the `columns` at the same places, and in all others what is `usual`.
    """

    usual: tuple[int, ...]
    starts: tuple[int, ...]
    columns: bytes
    values: array[int]

    def walked(self, row_of: Sequence[int], text: bytes) -> Iterator[int]:
        """The states to which the machine comes from state 0 as it reads the text; `row_of` is each state's row."""
        usual, starts, values, find = self.usual, self.starts, self.values, self.columns.find
        state = 0
        for byte in text:
            row = row_of[state]
            at = find(byte, starts[row], starts[row + 1])
            state = usual[byte] if at < 0 else values[at]
            yield state


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of what each feature says for each language, as arrays of numpy.

    Row n is `whole[whole_at[n]]`, or, where that is -1, as a row of Steps is.
    """

    kind: Any
    usual: Any
    whole: Any
    whole_at: Any
    starts: Any
    columns: Any
    values: Any

    def __getitem__(self, rows: Any) -> Any:
        """These rows, cell by cell."""
        import numpy as np

        found = np.empty((len(rows), len(self.usual)), self.usual.dtype)
        found[:] = self.usual
        at = self.whole_at[rows]
        found[at >= 0] = self.whole[at[at >= 0]]
        first = self.starts[rows].astype(np.intp)
        counts = self.starts[rows + 1] - first
        # The places of the first row's cells, then those of the next, and so on.
        places = np.arange(counts.sum()) + np.repeat(first - (counts.cumsum() - counts), counts)
        found[np.repeat(np.arange(len(rows)), counts), self.columns[places]] = self.values[places]
        return found.view(self.kind)


def read_steps(source: BufferedIOBase, rows: int, kind: Any) -> Steps:
    """The table whose rows of 256 cells, numbers of this dtype of numpy, come next. Raises EOFError if they do not."""
    starts, columns, values = [0], bytearray(), array(kind.char)
    usual: Any = None
    for block, common in _blocks(source, rows, 256, kind):
        usual = common
        differs = block != usual
        starts += (differs.sum(axis=1).cumsum() + starts[-1]).tolist()
        columns += differs.nonzero()[1].astype("B").tobytes()
        values.frombytes(block[differs].astype(kind.char).tobytes())
    return Steps(tuple(usual.tolist()), tuple(starts), bytes(columns), values)


def read_weights(source: BufferedIOBase, rows: int, width: int, kind: Any) -> Weights:
    """The table whose rows of at most 256 cells of two bytes come next. Raises EOFError if they do not."""
    import numpy as np

    bits = np.dtype("<u2")  # compared as such: of two zeros of different sign each is itself
    whole, columns, values = bytearray(), bytearray(), bytearray()
    counts, kept = [], []
    usual: Any = None
    for block, common in _blocks(source, rows, width, bits):
        usual = common
        differs = block != usual
        full = differs.sum(axis=1) > _DENSE
        whole += block[full].tobytes()
        differs[full] = False
        counts.append(differs.sum(axis=1))
        kept.append(full)
        columns += differs.nonzero()[1].astype("B").tobytes()
        values += block[differs].tobytes()
    is_whole = np.concatenate(kept)
    return Weights(
        kind=kind,
        usual=usual,
        whole=np.frombuffer(whole, bits).reshape(-1, width),
        whole_at=np.where(is_whole, is_whole.cumsum() - 1, -1).astype("<i4"),
        starts=np.concatenate(([0], np.concatenate(counts).cumsum())).astype("<u4"),
        columns=np.frombuffer(columns, "B"),
        values=np.frombuffer(values, bits),
    )


def _blocks(source: BufferedIOBase, rows: int, width: int, kind: Any) -> Iterator[tuple[Any, Any]]:
    """Some rows at a time, to be used before the next are asked for; with each what is usual in each column of the first."""
    import numpy as np

    stretch, piece = _STRETCH // width, _PIECE // width
    room = bytearray(min(stretch, rows) * width * kind.itemsize)
    usual: Any = None
    for first in range(0, rows, stretch):
        size = min(stretch, rows - first) * width * kind.itemsize
        if source.readinto(memoryview(room)[:size]) < size:
            raise EOFError
        block = np.frombuffer(room, kind, size // kind.itemsize).reshape(-1, width)
        usual = _commonest(block) if usual is None else usual
        for place in range(0, len(block), piece):
            yield block[place : place + piece], usual


def _commonest(block: Any) -> Any:
    """The commonest value of each column."""
    import numpy as np

    found = np.empty(block.shape[1], block.dtype)
    for column in range(block.shape[1]):
        kinds, counts = np.unique(block[:, column], return_counts=True)
        found[column] = kinds[counts.argmax()]
    return found
