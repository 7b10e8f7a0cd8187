"""Which articles are one story, and which are not."""

import random
from datetime import date
from itertools import combinations

import pytest

from demo.language.traditional import traditional
from demo.world import World
from pipelines.reprints.arrive import arrive, grouped
from pipelines.reprints.prints import Print
from pipelines.reprints.store import Store
from tests.pipelines.reprints.samples import BODY, OTHER, OTHER_TITLE, PARAGRAPHS, PARTS, SERIES, article, notice, one_story, stories

FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def misread(text: str, chance: random.Random, part: float = 0.03) -> str:
    """As a scanner reads a newspaper's column."""
    read = "".join(chance.choice(["", "囗", char + char]) if chance.random() < part else char for char in text)
    return "\n".join(read[start : start + 15] for start in range(0, len(read), 15))


REPRINTS = {
    "verbatim": BODY,
    "blanks and furniture": "来源：云溪晨报  字号：大 中 小\n" + BODY.replace("\n", "\n　　") + "\n（责任编辑：某某）\n扫描二维码关注我们",
    "agency line": "本报讯（记者 某某 通讯员 某某）" + BODY,
    "dates": BODY.replace("3月11日中午", "昨日中午").replace("年内", "今年"),
    "a paragraph left out": "\n".join(PARAGRAPHS[:2] + PARAGRAPHS[3:]),
    "excerpt, opening": "\n".join(PARAGRAPHS[:3]),
    "excerpt, middle": "\n".join(PARAGRAPHS[2:4]),
    "a local paragraph": BODY + "\n据了解，我区也在筹建两处社区食堂，选址已经过居民投票，预计端午前后开张。",
    "among other texts": OTHER + "\n" + BODY,
    "traditional": traditional(BODY),
    "full width": BODY.translate(FULL),
    "numerals": BODY.replace("3月11日", "三月十一日"),
    "reordered": "".join(PARAGRAPHS[place] for place in (3, 0, 4, 2, 1)),
    "misread": misread(BODY, random.Random(5)),
    "other words": BODY.replace("介绍", "表示").replace("行动不便", "不便出门").replace("过去", "以前").replace("怎样", "如何").replace("，租金分文不收", ""),
    "misread, traditional": traditional(misread(BODY, random.Random(6), 0.02)),
}


@pytest.mark.parametrize("reprint", REPRINTS.values(), ids=REPRINTS)
@pytest.mark.parametrize("turned", [False, True], ids=["first comes first", "reprint comes first"])
def test_a_reprint_joins_its_story(reprint: str, turned: bool) -> None:
    pair = [article(), article(reprint, hours=9)]
    assert one_story(*(pair[::-1] if turned else pair))


def test_a_text_that_repeats_itself_joins_its_like() -> None:
    assert one_story(article("社区食堂今日开张，请到东湖街道取餐券。" * 9), article("社区食堂今日开张，请到东湖街道取餐券。" * 9, hours=2))


@pytest.mark.parametrize("body", ["", "……", "视频：社区食堂开张"])
def test_a_text_too_short_to_be_compared_makes_no_story_of_any_two(body: str) -> None:
    assert not one_story(article(body), article(body, hours=2))
    assert not one_story(article(body), article(body, hours=2, title=OTHER_TITLE))


def test_an_article_without_words_is_the_same_at_the_same_address() -> None:
    address = "http://a.example/1.html"
    assert one_story(article("", url=address), article("", hours=2, url=address))


def test_a_headline_of_its_own_changes_nothing() -> None:
    assert one_story(article(), article(hours=5, title="九元吃饱：老人食堂怎样办得长久"))


def test_the_same_address_is_the_same_article() -> None:
    once = article(url="https://m.chenbao.example/a/1.html?share=x")
    again = article("内容已更新，详见明日本报，敬请各位读者留意后续报道。", hours=3, url="http://www.chenbao.example/a/1.html")
    assert one_story(once, again)


OTHERS = {
    "another month": notice(month=5, day=11, people=2398, money="162.5"),
    "another year, some figures": notice(people=2602, money="175.1"),
    "sister county, same figures": notice(place="云台县", chief="米安和"),
    "sister county, all else the same": notice(place="云台县"),
    "sister county, one character": notice(place="临川县"),
}


OFFICES = ("双桥街道", "马栏苗族乡", "浦沿农场", "洪口林场", "望潮自治县", "河西开发区", "城南新区", "竹口新区", "北岭旗", "白鹭洲办事处", "桃花坞社区")


@pytest.mark.parametrize("other", OFFICES)
def test_a_sister_office_by_any_name_is_another_story(other: str) -> None:
    text = "{}10月9日开展“清明文明祭扫”宣传，发放倡议书1005份，设咨询台4处，志愿者263名参与。工作人员说，倡导鲜花祭扫，劝导不文明行为32起。"
    assert len(stories(article(text.format("东湖镇"), title="东湖镇通报"), article(text.format(other), hours=9, title=f"{other}通报"))) == 2


def test_an_office_known_by_headline_and_opening_is_another_story() -> None:
    text = "{}本月接待来访群众1005人次，办结362件，满意率98.6%，其中涉及养老服务的124件，涉及社会救助的87件，其余为婚姻登记和地名咨询。"
    assert len(stories(article(text.format("青石"), title="青石通报"), article(text.format("临江"), hours=9, title="临江通报"))) == 2


def test_another_director_is_another_story() -> None:
    text = "本月收到善款738.3万元，支出3.2万元，救助大病患者36人、困难学生246人。会长{}说，每一笔捐赠都可以在网站上查询，欢迎社会各界监督。"
    assert len(stories(article(text.format("欧阳明")), article(text.format("段晓燕"), hours=9))) == 2
    assert one_story(article(text.format("欧阳明") + "（陈志强 周敏）"), article(text.format("欧阳明") + "（贺家兴 谭勇）", hours=9))


@pytest.mark.parametrize(("word", "other"), [("近日", "日前"), ("昨日", "今天"), ("本市", "云溪市"), ("我市", "全市"), ("介绍", "透露")])
def test_words_that_sub_editors_put_in_say_nothing(word: str, other: str) -> None:
    text = "记者{}从云溪市民政局获悉，社区食堂已有23家，日均供餐4860份，其中为行动不便的老人送餐上门612份。" + OTHER
    assert one_story(article(text.format(word)), article(text.format(other), hours=9))


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_issue_of_a_notice_is_another_story(other: str) -> None:
    title = "特困人员供养金发放"
    assert len(stories(article(notice(), title=title), article(other, hours=30, title=title))) == 2


def test_a_notice_finds_its_own_reprint_among_its_sisters() -> None:
    places = [f"{name}县" for name in ("临江", "云台", "石塘", "松岭", "长岭", "望潮", "浦沿", "竹口")]
    sisters = [article(notice(place, people=2000 + 37 * number), hours=number) for number, place in enumerate(places)]
    reprint = article(traditional(notice("石塘县", people=2074)) + "\n來源：雲溪晨報", hours=20)
    assert {2, len(sisters)} in stories(*sisters, reprint)


def test_last_years_text_is_another_story() -> None:
    this_year = BODY.replace("23家", "31家").replace("4860", "6275").replace("612", "840").replace("3月11日", "3月14日").replace("再建8家", "再建5家")
    assert len(stories(article(), article(this_year, hours=24 * 367))) == 2


def test_parts_of_a_series_are_stories_of_their_own() -> None:
    parts = [article(SERIES + part, hours=24 * number, title=f"走近老人·系列报道之{'一二三四'[number]}") for number, part in enumerate(PARTS)]
    assert len(stories(*parts)) == len(PARTS)


def test_articles_that_quote_the_same_words_are_stories_of_their_own() -> None:
    quote = "“要把社区食堂办成老人的饭堂、邻里的客厅，价格让老人吃得起，口味让老人吃得惯，账目让大家看得见，这样才办得长久。”"
    assert len(stories(article(BODY + "\n" + quote), article(quote + "\n" + OTHER, hours=2, title=OTHER_TITLE))) == 2


@pytest.mark.parametrize("form", ["{number}.{text}", "{text}"], ids=["numbered", "not numbered"])
def test_a_round_up_stays_apart_and_joins_nothing(form: str) -> None:
    texts = [BODY, OTHER, notice(), PARTS[2] + PARTS[3]]
    opening = [text.replace("\n", "")[:110] for text in texts]
    digest = "\n".join(form.format(number=number, text=text) for number, text in enumerate(opening, 1))
    articles = [article(text, hours=number, title=text[:12]) for number, text in enumerate(texts)]
    assert len(stories(*articles, article(digest, hours=30, title="一周要闻"))) == len(texts) + 1


def test_two_pieces_become_one_story_when_the_whole_arrives() -> None:
    pieces = [article("\n".join(PARAGRAPHS[:2]), hours=2), article("\n".join(PARAGRAPHS[2:]), hours=3)]
    assert len(stories(*pieces)) == 2
    assert one_story(*pieces, article())


def test_a_first_publication_that_comes_late_takes_over() -> None:
    store = Store()
    for one in (article(hours=9), article(hours=5), article(hours=0)):
        arrive(one, store)
    rows = list(grouped(store))
    assert [row.role.value for row in rows] == ["reprint", "reprint", "first"]
    assert {row.first for row in rows} == {rows[2].id}


def test_what_is_doubtful_is_left_to_a_person() -> None:
    store = Store()
    kept = article("3月2日，云溪市图书馆老年阅览室开放，首日接待读者120人，备有放大镜和血压计，周一闭馆。")
    for one in (kept, article("3月3日，云溪市图书馆老年阅览室开放，首日接待读者120人，备有放大镜和血压计，周一闭馆。", hours=26)):
        arrive(one, store)
    rows = list(grouped(store))
    assert rows[1].story == rows[1].id
    assert rows[1].possible == (kept.id,)


def test_the_reason_names_what_differs_and_what_agrees() -> None:
    store = Store()
    for one in (article(outlet="云溪晨报"), article(BODY.replace("612份", "621份"), hours=4, outlet="云溪网")):
        arrive(one, store)
    first, reprint = grouped(store)
    assert "数字不同：621/612" in reprint.reason
    assert "云溪晨报" in reprint.reason
    assert "数字一致" in reprint.reason
    assert 0 < reprint.confidence < 1
    assert "目前仅此一篇" not in first.reason


@pytest.mark.parametrize("body", ["", "图片新闻", "详见视频", "1.\n2.\n3.", "□□□□"])
def test_texts_too_short_to_tell_are_never_joined(body: str) -> None:
    assert len(stories(article(body), article(body, hours=1))) == 2


def test_the_order_of_arrival_changes_next_to_nothing() -> None:
    truths = list(World(articles=240, seed=11, months=1, today=date(2026, 11, 1)).truth())
    articles = [Print(truth.url, truth.url, truth.outlet, truth.title, truth.body, truth.published) for truth in truths]
    in_order = pairs(articles)
    random.Random(2).shuffle(articles)
    assert len(in_order ^ pairs(articles)) <= 0.005 * len(in_order)
    assert in_order == {(a.url, b.url) for a, b in combinations(sorted(truths, key=lambda truth: truth.url), 2) if a.story == b.story}


def pairs(articles: list[Print]) -> set[tuple[str, str]]:
    store = Store()
    for one in articles:
        arrive(one, store)
    rows = sorted(grouped(store), key=lambda row: row.id)
    return {(a.id, b.id) for a, b in combinations(rows, 2) if a.story == b.story}


NUMBERLESS = "\n".join(
    random.Random(line).choice(("社区食堂开张以后", "志愿者上门送餐", "老人们说味道合口"))
    + "".join(chr(0x4E00 + random.Random(f"{line} {at}").randrange(3000)) for at in range(60))
    for line in range(6)
)


@pytest.mark.parametrize(("days", "one"), [(12, True), (44, True), (60, False)])
def test_the_very_same_text_without_numbers_is_a_late_reprint_for_a_month_and_a_half(days: int, one: bool) -> None:
    assert one_story(article(NUMBERLESS), article(NUMBERLESS, hours=24 * days)) is one
