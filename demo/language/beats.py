"""The beats of the newsrooms: which subjects, kinds of text and words belong together."""

from dataclasses import dataclass, replace

from demo.language.draft import Makers, Subject
from demo.language.general import GENERAL
from demo.language.genres import GENRES, IN_ENGLISH, OFF_TOPIC, SHARES, Genre
from demo.language.grammar import merged
from demo.language.offtopic.english import ENGLISH
from demo.language.offtopic.english import MAKERS as ENGLISH_MAKERS
from demo.language.offtopic.land import CULTURE, FARM, INDUSTRY, SPORT
from demo.language.offtopic.namesakes import COLLEGE, COMPANY, TEA
from demo.language.offtopic.town import COURT, HEALTH, SCHOOL, TRAFFIC
from demo.language.offtopic.weather import WEATHER
from demo.language.openings import OPENINGS
from demo.language.slots import MAKERS
from demo.language.subjects.all import SUBJECTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    subjects: tuple[Subject, ...]
    genres: tuple[Genre, ...]
    shares: tuple[int, ...]
    makers: Makers = MAKERS
    second: int = 0  # of a hundred texts, how many touch a second subject
    guest: bool = False  # texts of another city's bureau that name our city


NEWS = (WEATHER, TRAFFIC, SCHOOL, HEALTH, COURT, FARM, INDUSTRY, CULTURE, SPORT)
OURS = tuple(replace(subject, pools=merged(subject.pools, GENERAL | OPENINGS)) for subject in SUBJECTS)

BEATS = {
    "bureau": Beat(subjects=OURS, genres=GENRES, shares=SHARES, second=12),
    "homonym": Beat(subjects=OURS, genres=GENRES, shares=SHARES),
    "guest": Beat(subjects=OURS, genres=GENRES, shares=SHARES, guest=True),
    "news": Beat(subjects=NEWS, genres=OFF_TOPIC, shares=(1,)),
    "company": Beat(subjects=(COMPANY,), genres=OFF_TOPIC, shares=(1,)),
    "tea": Beat(subjects=(TEA,), genres=OFF_TOPIC, shares=(1,)),
    "college": Beat(subjects=(COLLEGE,), genres=OFF_TOPIC, shares=(1,)),
    "english": Beat(subjects=ENGLISH, genres=IN_ENGLISH, shares=(1,), makers=ENGLISH_MAKERS),
}
