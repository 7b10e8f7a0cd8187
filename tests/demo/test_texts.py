"""The texts: what they name, how they differ, and that they are whole."""

import re
from collections import Counter, defaultdict

import pytest

from archive.folding import fold, plain
from demo.language.beats import BEATS
from demo.language.grammar import Choice, Pattern, Slot, Words, parse, pools
from demo.language.openings import OPENINGS
from demo.language.traditional import traditional
from demo.plan import Beat, Form
from demo.world import Truth, World
from model.article import Role
from tests.demo.conftest import TODAY
from tests.demo.words import topics_in, units_in

BROKEN = re.compile(r"[{}\[\]|]|，，|。。|，。|。，|、、|：，|。”。|“”|##")
SLOTS_THAT_NAME_THE_BUREAU = {"bureau", "boss", "deputy", "chief", "office"}


def number_of(world: World, t: Truth) -> int:
    site = next(site for site in world.outlets() if site.id == t.outlet)
    number = world.number(site, t.url.partition(":8700")[2])
    assert number is not None
    return number


def whole(t: Truth) -> str:
    return fold(f"{t.title}\n{t.body}")


def test_credits_exactly_the_units_that_it_names(truth: list[Truth]) -> None:
    for t in truth:
        assert units_in(whole(t)) == set(t.units), t.url


def test_has_exactly_the_topics_whose_words_it_uses(truth: list[Truth]) -> None:
    for t in truth:
        assert topics_in(whole(t)) == set(t.topics), t.url


def test_is_about_the_bureau_exactly_where_it_names_a_unit(truth: list[Truth], world: World) -> None:
    for t in truth:
        number = number_of(world, t)
        ours = world.plan.beat[world.plan.story[number]] == Beat.BUREAU
        assert t.about == bool(t.units) == ours, t.url


def test_every_unit_and_topic_occurs(world: World) -> None:
    many = list(World(6000, seed=5, today=TODAY).truth())
    units = Counter(unit for t in many for unit in t.units)
    topics = Counter(topic for t in many for topic in t.topics)
    assert len(units) == 24
    assert len(topics) == 12
    assert min(topics.values()) > 100


def test_a_text_that_names_a_county_alone_does_not_credit_the_city(truth: list[Truth]) -> None:
    alone = [t for t in truth if t.units == ("linjiang",)]
    assert alone
    assert not any("云溪市民政局" in whole(t) for t in alone)


def test_namesakes_are_there_and_rejected(truth: list[Truth]) -> None:
    rejected = [whole(t) for t in truth if not t.about]
    for name in ("北岭市民政局", "东浦市民政局", "南屏市民政局", "云溪科技", "云溪毛尖", "云溪民政职业学院", "yunxi"):
        assert any(name in text for text in rejected), name
    assert any("北岭市民政局" in text and "云溪市" in text for text in rejected)


def test_length_as_in_newspapers(truth: list[Truth]) -> None:
    lengths = [len(t.body) for t in truth]
    assert min(lengths) >= 200
    assert max(lengths) <= 1500
    assert 580 <= sum(lengths) / len(lengths) <= 700


def test_nothing_of_the_grammar_shows(truth: list[Truth]) -> None:
    for t in truth:
        assert not BROKEN.search(t.title + t.body), t.url
        assert t.body.count("“") == t.body.count("”"), t.url


def test_verbatim_reprints_are_the_same_text_in_either_script(truth: list[Truth], world: World) -> None:
    first = {t.story: t for t in truth if t.role is Role.FIRST}
    seen: Counter[Form] = Counter()
    for t in truth:
        number = number_of(world, t)
        form = Form(world.plan.form[number])
        seen[form] += 1
        same_body = plain(t.body) == plain(first[t.story].body)
        assert same_body == (form is not Form.EDITED), t.url
        if form is Form.VERBATIM:
            assert plain(t.title) == plain(first[t.story].title)
        if form is Form.RETITLED:
            assert plain(t.title) != plain(first[t.story].title)
    assert all(seen[form] > 20 for form in Form)


def test_exact_stories_are_those_of_equal_folded_bodies(truth: list[Truth]) -> None:
    groups: dict[str, list[Truth]] = defaultdict(list)
    for t in truth:
        groups[plain(t.body)].append(t)
    for group in groups.values():
        assert len({t.exact_story for t in group}) == 1
        ordered = sorted(group, key=lambda t: t.published)
        assert [t.exact_role for t in ordered] == [Role.FIRST] + [Role.REPRINT] * (len(group) - 1)
    assert len(groups) == len({t.exact_story for t in truth})


def test_different_stories_share_no_more_than_turns_of_phrase(truth: list[Truth]) -> None:
    """In Chinese, by pieces of eight characters, of the shorter text."""
    texts = [t.body for t in truth if t.role is Role.FIRST and not t.body.startswith("YUNXI")]
    pieces = [{text[i : i + 8] for i in range(len(text) - 7)} for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(pieces):
        for piece in own:
            holders[piece].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        shared.update((a, b) for place, a in enumerate(numbers) for b in numbers[place + 1 :])
    worst = max(count / min(len(pieces[a]), len(pieces[b])) for (a, b), count in shared.items())
    assert worst < 0.5


def test_the_traditional_outlet_prints_traditional_characters(truth: list[Truth]) -> None:
    texts = [t for t in truth if t.outlet == "canghai" and t.about]
    assert {t.role for t in texts} == {Role.FIRST, Role.REPRINT}
    assert all("雲溪" in t.body or "縣" in t.body or "區" in t.body for t in texts)
    assert not any(character in t.body for t in texts for character in "养县联机")


def test_traditional_text_stays_as_it_is_and_folds_back(truth: list[Truth]) -> None:
    for t in truth[:200]:
        converted = traditional(t.body)
        assert traditional(converted) == converted
        assert fold(converted) == fold(t.body)
    assert traditional("头发干净，公里以外，干部规范征集") == "頭髮乾淨，公里以外，幹部規範徵集"


def test_every_simplified_character_has_a_traditional_one(truth: list[Truth]) -> None:
    """What Big5 lacks is simplified (or rare): nothing of it may be left after conversion."""
    text = {character for t in truth for character in traditional(t.title + t.body) if "一" <= character <= "鿿"}
    left = {character for character in text if not character.encode("big5", "ignore")}
    assert left <= set("着咔噼")


def test_every_text_about_the_bureau_names_it_in_its_opening() -> None:
    for name in (
        "meeting_lead",
        "visit_lead",
        "policy_lead",
        "portrait_lead",
        "figures_lead",
        "activity_lead",
        "feature_lead",
        "news_lead",
        "brief_lead",
        "relead",
    ):
        for pattern in OPENINGS[name]:
            assert SLOTS_THAT_NAME_THE_BUREAU & set(always(pattern)), (name, pattern)


def always(pattern: Pattern) -> list[str]:
    """The slots of a pattern that are filled whatever is drawn."""
    found = []
    for part in pattern:
        if isinstance(part, Slot):
            found.append(part.name)
        elif isinstance(part, Choice):
            found += set.intersection(*(set(always(option)) for option in part.options))
    return found


def every_slot(pattern: Pattern) -> list[str]:
    inner = [slot for part in pattern if isinstance(part, Choice) for option in part.options for slot in every_slot(option)]
    return [part.name for part in pattern if isinstance(part, Slot)] + inner


@pytest.mark.parametrize("beat", BEATS)
def test_every_slot_and_every_pool_of_an_outline_is_known(beat: str) -> None:
    makers = BEATS[beat].makers
    for subject in BEATS[beat].subjects:
        for patterns in subject.pools.values():
            for slot in (slot for pattern in patterns for slot in every_slot(pattern)):
                base = slot.rstrip("23")
                assert base in makers.fresh or base in makers.local or base in makers.kept or base in makers.pools or base in subject.pools, (subject.id, slot)
        for genre in BEATS[beat].genres:
            words = [word.lstrip("?") for outline in genre.outlines for paragraph in outline for word in paragraph]
            assert not {genre.title, genre.lead, genre.filler, *words} - set(subject.pools), (subject.id, genre.name)


def test_grammar_reads_alternatives_slots_seasons_and_backings() -> None:
    found = pools("== a\n[x|y{dd}]z ## b\n@12,1 w\n")
    assert found["a"] == found["a@6"] == (parse("[x|y{dd}]z"),)
    assert found["a_backing"] == (parse("b"),)
    assert [part.text for part in found["a@12"][1] if isinstance(part, Words)] == ["w"]


@pytest.mark.parametrize("text", ["[x|y", "x]", "x|y"])
def test_grammar_refuses_stray_brackets(text: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        parse(text)


def test_grammar_refuses_a_second_pool_of_the_same_name() -> None:
    with pytest.raises(ValueError, match="two pools"):
        pools("== a\nx\n== a\ny\n")
