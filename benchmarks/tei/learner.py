"""The weights that fit what editors do: a net of one layer, learned with most of what it sees left out at random.

What is left out is what makes it fit texts of editors that it has not met. numpy and scipy do the sums; the program itself needs
neither, only the whole numbers that come of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from archive.outline.weights import NOTHING, ROLES, STRANDS, Weights, joined
from benchmarks.tei.lessons import Lesson, looks_of, shares

_SCALE = 64  # of a weight of one, as a whole number
_LEAST = 2  # a look with no number above it is left out
_FAMILIES = 5  # in which a look must be met
_PASSES = 12
_BATCH = 256
_RATE = 3e-3
_DECAY = 1e-2
_BLIND = 0.25  # share of the looks that are left out
_DEAF = 0.2  # share of the strands
_FOLLOWS = 0.3  # how much counts what follows what
_MOMENTS = (0.9, 0.999)


def learn(lessons: Sequence[Lesson], most: int, times: float, own: str, seed: int = 1) -> Weights:
    """The weights that fit these lessons; no edition counts more than `most` lines, and a line of `own` counts `times` over."""
    keys = list(looks_of(lessons, _FAMILIES))
    number = {key: n for n, key in enumerate(keys)}
    share = shares(lessons, most) | {own: times}
    lines = [
        (line, share[lesson.edition]) for lesson in lessons for line in lesson.lines if line.told is not None
    ]
    seen, ends = [], [0]
    for line, _ in lines:
        seen += [
            number[group, look] for group, looks in line.said for look in looks if (group, look) in number
        ]
        ends.append(len(seen))
    ones = np.ones(len(seen), "f")
    looks = sparse.csr_matrix((ones, np.array(seen), np.array(ends)), shape=(len(lines), len(keys)))
    told = np.array([line.told for line, _ in lines])
    counts = np.array([weight for _, weight in lines], "f")
    first, start, second, roles = _fitted(looks, told, counts, np.random.default_rng(seed))
    return _weights(keys, first, start, second, roles, _steps(lessons, share))


def _fitted(looks: Any, told: Any, counts: Any, chance: Any) -> list[Any]:
    """What each look says in each strand, with what stands before, and each strand for each role, with what stands before."""
    shape = (looks.shape[1], STRANDS, len(ROLES))
    fitted = [
        chance.normal(0, 0.1, shape[:2]).astype("f"),
        np.zeros(STRANDS, "f"),
        chance.normal(0, STRANDS**-0.5, shape[1:]).astype("f"),
        np.zeros(len(ROLES), "f"),
    ]
    means, squares = [[np.zeros_like(one) for one in fitted] for _ in range(2)]
    batches = -(-len(told) // _BATCH)
    step = 0
    for _ in range(_PASSES):
        order = chance.permutation(len(told))
        blinded = looks[order]
        blinded.data = (chance.random(blinded.nnz) > _BLIND).astype("f") / (1 - _BLIND)
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            slopes = _slopes(fitted, blinded[begin : begin + _BATCH], told[batch], counts[batch], chance)
            step += 1
            rate = _RATE * (1 - step / (batches * _PASSES + 1))
            for n, slope in enumerate(slopes):
                means[n] += (1 - _MOMENTS[0]) * (slope - means[n])
                squares[n] += (1 - _MOMENTS[1]) * (slope**2 - squares[n])
                mean = means[n] / (1 - _MOMENTS[0] ** step)
                spread = np.sqrt(squares[n] / (1 - _MOMENTS[1] ** step)) + 1e-8
                kept = _DECAY * fitted[n] if fitted[n].ndim == 2 else 0
                fitted[n] -= rate * (mean / spread + kept)
    return fitted


def _slopes(fitted: Sequence[Any], looks: Any, told: Any, counts: Any, chance: Any) -> list[Any]:
    """How each number would have to move for a batch of lines to be told worse."""
    first, start, second, roles = fitted
    strands = looks @ first + start
    heard = (strands > 0) * (chance.random(strands.shape) > _DEAF).astype("f") / (1 - _DEAF)
    strands = strands * heard
    said = strands @ second + roles
    said = np.exp(said - said.max(1, keepdims=True))
    said /= said.sum(1, keepdims=True)
    said[np.arange(len(told)), told] -= 1
    said *= counts[:, None] / len(told)
    back = (said @ second.T) * heard
    return [looks.T.tocsr() @ back, back.sum(0), strands.T @ said, said.sum(0)]


def _steps(lessons: Sequence[Lesson], share: dict[str, float]) -> Any:
    """How much more often than by chance each role follows each other, as a logarithm."""
    met = np.full((len(ROLES), len(ROLES)), 0.5)
    for lesson in lessons:
        for above, line in zip(lesson.lines, lesson.lines[1:], strict=False):
            if above.unit + 1 == line.unit and above.told is not None and line.told is not None:
                met[above.told, line.told] += share[lesson.edition]
    met /= met.sum()
    return np.log(met / np.outer(met.sum(1), met.sum(0)))


def _weights(
    keys: Sequence[tuple[str, str]], first: Any, start: Any, second: Any, roles: Any, steps: Any
) -> Weights:
    """The same as whole numbers."""
    looks: dict[str, dict[str, int]] = {group: {} for group, _ in keys}
    for (group, look), row in zip(keys, _whole(first, _SCALE, NOTHING - 1), strict=True):
        if max(map(abs, row)) >= _LEAST:
            looks[group][look] = joined(row)
    square = _SCALE * _SCALE
    return Weights(
        joined(_whole(start, _SCALE, NOTHING - 1)),
        looks,
        tuple(joined(row) for row in _whole(second, _SCALE)),
        joined(_whole(roles, square)),
        tuple(tuple(row) for row in _whole(steps * _FOLLOWS, square)),
    )


def _whole(numbers: Any, scale: int, most: float = np.inf) -> Any:
    return np.rint(np.clip(numbers * scale, -most, most)).astype(int).tolist()
