"""From a story's seed to its text: headline, lead, paragraphs, and what an editor elsewhere makes of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from demo.language.beats import BEATS, Beat
from demo.language.draft import Draft, Naming, Passage
from demo.language.frames import Frame
from demo.language.grammar import Pattern

NAMINGS = (Naming.FULL, Naming.FULL, Naming.FULL, Naming.FULL, Naming.FULL, Naming.SHORT, Naming.SHORT, Naming.ALIAS)

SHORTEST = 380  # characters
SHORTEST_EDITED = 280  # what a paragraph is left out of stays longer than this
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
QUOTES = frozenset(("voice", "official", "quote"))
DOUBLED = frozenset(["data", "scene", "case", "voice", "background", "official", "hero", "facts", "demand", "activity", "plan"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the plan asks for. The same order always gives the same text."""

    seed: int  # of the story
    beat: str  # key of BEATS
    frame: Frame
    day: date  # on which it is first published
    holders: int  # seed of the world, for the names of those who hold an office
    head: str  # how the outlet opens its texts, with {place}, {date} and {by}; "" where it does not
    reporters: tuple[str, ...]  # those of the outlet
    correspondents: tuple[str, ...]  # those of the bureau
    local: bool = True  # the outlet's readers know which bureau is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    title: Passage
    paragraphs: tuple[Passage, ...]
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def units(self) -> frozenset[str]:
        return self.title.units.union(*(paragraph.units for paragraph in self.paragraphs))

    @property
    def topics(self) -> frozenset[str]:
        return self.title.topics.union(*(paragraph.topics for paragraph in self.paragraphs))

    def converted(self, convert: Callable[[str], str]) -> "Text":
        """The same text in another script."""

        def passage(old: Passage) -> Passage:
            return replace(old, text=convert(old.text))

        return Text(
            title=passage(self.title),
            paragraphs=tuple(map(passage, self.paragraphs)),
            reporters=tuple(map(convert, self.reporters)),
            correspondents=tuple(map(convert, self.correspondents)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What an editor does to a text before reprinting it."""

    seed: int
    title: bool
    lead: bool  # a new opening paragraph
    cut: bool  # a paragraph left out


class Story:
    """One story. The headline is there at once; `text` costs ten times as much, and is asked for at most once."""

    def __init__(self, order: Order):
        rng = Random(order.seed)
        self.order = order
        self.beat: Beat = BEATS[order.beat]
        subject = self.beat.subjects[int(rng.random() * len(self.beat.subjects))]
        fitting = [genre.name not in subject.unfit for genre in self.beat.genres]
        self.genre = rng.choices(self.beat.genres, [share * fits for share, fits in zip(self.beat.shares, fitting, strict=True)])[0]
        naming = NAMINGS[int(rng.random() * len(NAMINGS))]
        self.draft = Draft(
            rng=rng,
            frame=order.frame,
            subject=subject,
            day=order.day - timedelta(days=int(rng.random() > 0.6)),
            makers=self.beat.makers,
            naming=Naming.FOREIGN if self.beat.guest else naming if order.local or naming is not Naming.SHORT else Naming.FULL,
            holders=order.holders,
        )
        self.draft.settle()
        turn, pattern = self.draft.turn(self.genre.title)
        self._title = self.draft.write(pattern)
        self._backing: Pattern = self.draft.pool(f"{self.genre.title}_backing")[turn]

    def headline(self, edit: Edit | None = None) -> Passage:
        if edit is None or not edit.title:
            return self._title
        editor = self.draft.fork(Random(edit.seed))
        return editor.write(editor.take("retitle"))

    def text(self, edit: Edit | None = None) -> Text:
        draft = self.draft
        outlines = self.genre.outlines
        paragraphs = [self._lead(draft.take(self.genre.lead), self._backing)]
        fullness = 40 + draft.below(75)
        for sentences in outlines[draft.below(len(outlines))]:
            paragraphs += [draft.write(*patterns) for patterns in self._paragraphs(sentences, fullness)]
        while sum(len(paragraph.text) for paragraph in paragraphs) < SHORTEST:
            paragraphs.insert(-1, draft.write(draft.take(self.genre.filler)))
        paragraphs[-1:-1] = self._extra()
        if self.genre.numbered:
            paragraphs[1:-1] = [replace(old, text=f"{count}、{old.text}") for count, old in zip(NUMERALS, paragraphs[1:-1], strict=False)]
        text = self._signed(paragraphs)
        return self._edited(text, edit) if edit else text

    def _edited(self, text: Text, edit: Edit) -> Text:
        self.draft.rng = Random(edit.seed)
        paragraphs = list(text.paragraphs)
        if edit.cut and len(paragraphs) > 3:
            place = 2 + self.draft.below(len(paragraphs) - 2)
            if len(text.body) - len(paragraphs[place].text) > SHORTEST_EDITED:
                del paragraphs[place]
        if edit.lead or (edit.cut and len(paragraphs) == len(text.paragraphs)):
            paragraphs[0] = self._lead(self.draft.take("relead"))
            text = replace(text, reporters=(), correspondents=())  # their names went with the old opening
        return replace(text, title=self.headline(edit), paragraphs=tuple(paragraphs))

    def _paragraphs(self, sentences: tuple[str, ...], fullness: int) -> Iterator[list[Pattern]]:
        """The sentences of one paragraph of an outline; where a second person speaks, another begins."""
        patterns: list[Pattern] = []
        spoken = False
        for name in sentences:
            for pattern in self._sentences(name, fullness):
                if spoken and name.lstrip("?") in QUOTES:
                    yield patterns
                    patterns = []
                patterns.append(pattern)
                spoken = name.lstrip("?") in QUOTES
        if patterns:
            yield patterns

    def _sentences(self, name: str, fullness: int) -> Iterator[Pattern]:
        """What an outline's word stands for: one sentence, in a full text two, none where the pool is used up."""
        draft, pool = self.draft, name.lstrip("?")
        if name != pool and draft.below(2):
            return
        for _ in range(1 + (pool in DOUBLED and draft.below(100) < fullness)):
            if draft.left(pool):
                yield draft.take(pool)

    def _lead(self, *patterns: Pattern) -> Passage:
        """The opening paragraph. It names the place, so that short names may follow wherever they stand."""
        self.draft.said.clear()
        lead, frame = self.draft.write(*patterns), self.order.frame
        place = frame.city[:-1] if frame.is_city else frame.area
        if frame.unit and place not in lead.text:
            lead = replace(lead, text=lead.text.replace(frame.short, frame.bureau, 1))
        return lead

    def _extra(self) -> list[Passage]:
        """Now and then a paragraph about something else: a second subject, the bureau above, a delegation."""
        draft, beat = self.draft, self.beat
        found = []
        if beat.second and draft.below(100) < beat.second:
            own, draft.subject = draft.subject, beat.subjects[draft.below(len(beat.subjects))]
            found.append(draft.write(draft.take("besides")))
            draft.subject = own
        if beat.second and not draft.frame.is_city and draft.frame.unit and draft.below(5) == 0:
            found.append(draft.write(draft.take("above")))
        if beat.guest:
            found.append(draft.write(draft.take("guest")))
        return found

    def _signed(self, paragraphs: list[Passage]) -> Text:
        """With the outlet's opening and the names of those who wrote it."""
        order, draft = self.order, self.draft
        if not self.genre.signed or not order.head:
            return Text(title=self._title, paragraphs=tuple(paragraphs))
        reporters = tuple(draft.some(order.reporters, 1 + (draft.below(6) == 0)))
        correspondents = tuple(draft.some(order.correspondents, draft.below(3)))
        by = "记者 " + " ".join(reporters) if reporters else ""
        if correspondents:
            by = f"{by} 通讯员 {' '.join(correspondents)}".strip()
        if by:
            head = order.head.format(place=order.frame.city[:-1], date=f"{order.day.month}月{order.day.day}日", by=by)
            paragraphs[0] = replace(paragraphs[0], text=head + paragraphs[0].text)
        return Text(title=self._title, paragraphs=tuple(paragraphs), reporters=reporters, correspondents=correspondents)
