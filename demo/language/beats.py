"""The beats of the newsrooms: which subjects, kinds of text and words belong together."""

from dataclasses import dataclass

from demo.language.draft import Makers, Subject
from demo.language.genres import GENERAL, GENRES, OFF_TOPIC, SHARES, Genre
from demo.language.grammar import Pools
from demo.language.offtopic.weather import WEATHER
from demo.language.slots import MAKERS
from demo.language.subjects.elder import ELDER
from demo.language.subjects.relief import RELIEF

SUBJECTS = (ELDER, RELIEF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    subjects: tuple[Subject, ...]
    genres: tuple[Genre, ...]
    shares: tuple[int, ...]
    pools: Pools
    makers: Makers = MAKERS
    second: int = 0  # of a hundred texts, how many touch a second subject
    guest: bool = False  # texts of another city's bureau that name our city


BEATS = {
    "bureau": Beat(subjects=SUBJECTS, genres=GENRES, shares=SHARES, pools=GENERAL, second=12),
    "homonym": Beat(subjects=SUBJECTS, genres=GENRES, shares=SHARES, pools=GENERAL),
    "guest": Beat(subjects=SUBJECTS, genres=GENRES, shares=SHARES, pools=GENERAL, guest=True),
    "news": Beat(subjects=(WEATHER,), genres=OFF_TOPIC, shares=(1,), pools={}),
    "company": Beat(subjects=(WEATHER,), genres=OFF_TOPIC, shares=(1,), pools={}),
    "tea": Beat(subjects=(WEATHER,), genres=OFF_TOPIC, shares=(1,), pools={}),
    "college": Beat(subjects=(WEATHER,), genres=OFF_TOPIC, shares=(1,), pools={}),
    "english": Beat(subjects=(WEATHER,), genres=OFF_TOPIC, shares=(1,), pools={}),
}
