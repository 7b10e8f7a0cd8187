"""Comparing for people: two articles side by side as they were published, and what the rules make of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from archive.folding import WORD, codes_of, fold, kinds, text_of
from model.comparison import Comparison, Passage, Piece
from pipelines.reprints import shingles
from pipelines.reprints.align import Alignment, Block, align
from pipelines.reprints.edits import Edit, inner_edits, refine
from pipelines.reprints.judge import judge
from pipelines.reprints.prints import Print
from pipelines.reprints.shingles import Firsts, Places
from pipelines.reprints.wording import confidence, differing, reason

LONGEST = 60_000  # characters of a text that are shown; a longer one is cut
NEAR = 16  # characters by which a block grows at most to be whole sentences
SENTENCE_END = re.compile(r"[。！？!?；;\n]")


@dataclass(frozen=True)
class Shown:
    """A text without blanks and punctuation, each character with its place in the text as published."""

    body: str

    @cached_property
    def _kept(self) -> tuple[str, Places]:
        codes = codes_of(fold(self.body))
        kept = np.flatnonzero(kinds(codes) >= WORD)
        return text_of(codes[kept]), kept

    @property
    def text(self) -> str:
        return self._kept[0]

    @cached_property
    def firsts(self) -> Firsts:
        return shingles.firsts(self.text)

    @cached_property
    def _sentences(self) -> list[int]:
        """The places in `text` where a sentence begins, and its end."""
        marks = [mark.end() for mark in SENTENCE_END.finditer(self.body)]
        return sorted({0, len(self.text), *np.searchsorted(self._kept[1], marks).tolist()})

    def sentence_before(self, at: int) -> int | None:
        """Where the sentence begins that stands at a place, if that is near."""
        begin = self._sentences[bisect_right(self._sentences, at) - 1]
        return begin if at - begin <= NEAR else None

    def sentence_after(self, at: int) -> int | None:
        """Where it ends, if that is near."""
        end = self._sentences[bisect_left(self._sentences, at)]
        return end if end - at <= NEAR else None

    def published(self, begin: int, end: int) -> str:
        """What stands there as published: up to where the next character begins, and from the very beginning."""
        return self.body[self.place(begin) if begin else 0 : self.place(end)] if end > begin else ""

    def place(self, at: int) -> int:
        places = self._kept[1]
        return int(places[at]) if at < places.size else len(self.body)


def compare(left: Print, right: Print) -> Comparison:
    """Two articles as people see them, the left one the newer."""
    verdict = judge(left, [right])[0]
    return Comparison(
        passages=tuple(passages(Shown(left.body[:LONGEST]), Shown(right.body[:LONGEST]))),
        cover=verdict.cover,
        differing=tuple(differing(verdict)),
        answer=verdict.answer,
        reason=reason(verdict),
        confidence=confidence(verdict),
    )


def passages(a: Shown, b: Shown) -> Iterator[Passage]:
    """Both texts whole, cut where they begin or cease to be the same."""
    blocks = _widened(a, b, align(a, [b])[0])
    in_order = sorted(blocks, key=lambda block: block.place[2])
    before = {block.place: end for block, end in zip(in_order, [0, *(block.place[3] for block in in_order)], strict=False)}
    done_a = done_b = 0
    for block in blocks:
        begin_a, end_a, begin_b, end_b = block.place
        yield from _only(a.published(done_a, begin_a), b.published(min(before[block.place], begin_b), begin_b))
        left, right = _cut(a, begin_a, end_a, [edit.a for edit in block.edits]), _cut(b, begin_b, end_b, [edit.b for edit in block.edits])
        yield Passage(left=_pieces(left), right=_pieces(right), shared=True, moved=begin_b < done_b)
        done_a, done_b = max(done_a, end_a), max(done_b, end_b)
    yield from _only(a.published(done_a, len(a.text)), b.published(in_order[-1].place[3] if in_order else 0, len(b.text)))


@dataclass(frozen=True, slots=True)
class _Block:
    place: Block
    edits: tuple[Edit, ...]


def _widened(a: Shown, b: Shown, found: Alignment) -> list[_Block]:
    """The blocks, each grown to whole sentences where little is missing and nothing else is in the way."""
    starts_a, ends_a = [block[0] for block in found.blocks] + [len(a.text)], [0, *(block[1] for block in found.blocks)]
    in_order = sorted(found.blocks, key=lambda block: block[2])
    after = dict(zip(in_order, [*(block[2] for block in in_order[1:]), len(b.text)], strict=True))
    before = dict(zip(in_order, [0, *(block[3] for block in in_order[:-1])], strict=True))
    widened = []
    for number, (block, (i, j)) in enumerate(zip(found.blocks, found.shared, strict=True)):
        begin_a, end_a, begin_b, end_b = block
        edits = inner_edits(a.text, b.text, i, j)
        back_a, back_b = a.sentence_before(begin_a), b.sentence_before(begin_b)
        if back_a is not None and back_b is not None and back_a >= ends_a[number] and back_b >= before[block]:
            edits = [*refine(a.text, b.text, (back_a, begin_a), (back_b, begin_b)), *edits]
            begin_a, begin_b = back_a, back_b
        on_a, on_b = a.sentence_after(end_a), b.sentence_after(end_b)
        if on_a is not None and on_b is not None and on_a <= starts_a[number + 1] and on_b <= after[block]:
            edits = [*edits, *refine(a.text, b.text, (end_a, on_a), (end_b, on_b))]
            end_a, end_b = on_a, on_b
        ends_a[number + 1] = max(ends_a[number + 1], end_a)
        widened.append(_Block((begin_a, end_a, begin_b, end_b), tuple(edits)))
    return widened


def _only(left: str, right: str) -> Iterator[Passage]:
    if left.strip() or right.strip():
        yield Passage(left=_pieces([(left, True)]), right=_pieces([(right, True)]))


def _cut(text: Shown, begin: int, end: int, differing: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A stretch cut into what differs and what does not."""
    whole = text.published(begin, end)
    start, done = text.place(begin) if begin else 0, 0
    for first, last in sorted(differing):
        if first >= last:
            continue
        from_, to = text.place(first) - start, text.place(last - 1) + 1 - start
        if from_ < done:
            continue
        yield whole[done:from_], False
        yield whole[from_:to], True
        done = to
    yield whole[done:], False


def _pieces(cut: Iterator[tuple[str, bool]] | Sequence[tuple[str, bool]]) -> tuple[Piece, ...]:
    return tuple(Piece(text, differs) for text, differs in cut if text)
