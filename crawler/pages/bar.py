"""The line of metadata between headline and text, and the one below it: time, 来源, 点击."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from crawler.pages.counts import NUMBER, Count, count
from crawler.pages.furniture import any_of, is_control
from model.times import DAY, Moment, moments

LABELS = any_of(
    r"来\s*源|稿源|稿件来源|作\s*者|撰文|编\s*辑|責任編輯|责\s*编|责任编辑|记\s*者|通讯员|摄影|文字|校对|审核|编审|监制|出品|责",
    r"发布|发表|日期|时间|更新|点击|浏览|阅读|访问|字\s*号|字体|评论|分享|打印|收藏|关闭|大 中 小|扫一扫|分类|栏目|关键|标签|频道|我要|参与|举报|本文|A-|A\+",
)
ORIGIN = re.compile(r"(?:信息|文章|消息|稿件|新闻|内容|资料|本文)?(?:来\s*源|來源|稿源|出处)于?\s*[:：|丨／/]\s*(?P<value>[^\n]*)")
BARE_ORIGIN = re.compile(r"(?:^|[\s|])(?:来源|來源)\s*(?P<value>[^\s|:：]{2,20})")  # only on a line that has a time
VALUE_END = re.compile(
    rf"\s{{2,}}|[|｜丨\[【]|\s+(?={LABELS})|\s+\d+\s*[条次人]|(?:{LABELS})\s*[:：]|\s*\(?(?:19|20)\d{{2}}[-年/.]|\s原创稿?$|[(（]\s*(?:{LABELS})|参与互动|\s+[\u4e00-\u9fff]{{2,3}}$"
)
PRINTED = re.compile(r"(?:[\u4e00-\u9fff]{2,3}(?<![网报社台刊]))?《([^《》]{2,12})》")  # 《人民日报》, at times with a name run into it
NO_ORIGIN = re.compile(r"^(?:本站原创|原创|本站|网络|互联网|未知|不详|无|暂无|null|undefined|\W*)$", re.IGNORECASE)
ORIGIN_LONGEST = 40
LABEL_LONGEST = 12  # characters of a label in a box of its own
OUTLET = re.compile(
    any_of(
        "[报報网網社台刊]$|日报|晚报|早报|时报|商报|都市报|电视|广播|新闻|客户端|频道|传媒|融媒|在线|发布|周刊|杂志|公众号|政府|委员会|[局厅办委部院会]$",
        "财经|科技|娱乐|体育|观察|之声|网络版|资讯|研究院",
    ),
    re.IGNORECASE,
)
NAMED = re.compile(r"[\u4e00-\u9fff][报報网網社台刊]$|客户端$|公众号$")  # an outlet beyond doubt, among other words
NOISE = re.compile(
    r"https?://\S+|(?:原创|转载|首发|置顶|图文|发表于|发布于|IP属地)\W*|\[[^\]]*\]|[（(][^（()）]*[)）]|(?:^|\s)\d+(?=\s|$)|星期[一二三四五六日天]|第\S{1,4}[版期]\S*|[·•|丨/／:：]"
)
WHOLE_TIME = re.compile(
    r"\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:\D{0,3}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?|\d{1,2}[-/月]\d{1,2}日?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"|(?:[今昨]天|[今昨]日|前天)\s*\d{1,2}[:：]\d{2}|\d{1,4}\s*(?:秒|分钟|分鐘|个?小时|小時|天)(?:之|以)?前|刚刚"
)
LABELLED_VALUE = re.compile(rf"(?:{LABELS})[^\s:：]{{0,4}}\s*[:：]\s*(?!\d)[^\s|｜丨]+")
SIGNED = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,4})\s*[/／]\s*(?P<outlet>[\u4e00-\u9fff]{2,12}[报網网社台刊])$")
BUILT = re.compile(r"(?:更新|修改|生成|制作|抓取|截至|最后|update[ds]?|modified|活动|报名|截止|会议|有效|成文|印发|实施|生效)[^\d]{0,8}$", re.IGNORECASE)
PUBLISHED = re.compile(r"(?:发布|发表|发稿|刊发|上传|录入|出版|时间|日期|publish|posted)", re.IGNORECASE)
DIGIT = re.compile(r"\d")
PART_OF_TIME = re.compile(r"^[\d\s/.:：年月日-]{2,12}$")
LABELLED, BARE = 0, 1  # ranks of a visible time
# For each count the number behind its word, and, where no word has one behind it, the number before its word.
COUNTS = {
    "reads": (
        re.compile(rf"(?:阅读|閱讀|浏览|瀏覽|点击|點擊|访问|播放)(?:次数|数|量|人次|人数)?\s*[:：]?\s*({NUMBER})"),
        re.compile(rf"(?<![\d:./,-])({NUMBER})\s?(?:次|人)?(?:阅读|浏览|点击|观看|播放)"),
    ),
    "comments": (re.compile(rf"评论(?:数)?\s*[:：(（]?\s*({NUMBER})"), re.compile(rf"(?<![\d:./,-])({NUMBER})\s*条?评论")),
    "likes": (re.compile(rf"(?:点赞|赞)(?:数)?\s*[:：(（]?\s*({NUMBER})"), re.compile(rf"(?<![\d:./,-])({NUMBER})\s?(?:人|次)?点?赞")),
    "shares": (re.compile(rf"(?:转发|分享)(?:数|量|次数)?\s*[:：(（]\s*({NUMBER})"), re.compile(rf"(?<![\d:./,-])({NUMBER})\s?次?(?:转发|分享)")),
}


def origin_in(texts: Iterable[str]) -> str:
    """The first 来源 of these lines, its label off; the next line where the label stands alone."""
    waiting = False
    for text in texts:
        if waiting and (value := tidy_origin(text)):
            return value
        found = ORIGIN.search(text) or (BARE_ORIGIN.search(text) if WHOLE_TIME.search(text) else None)
        if found and (value := tidy_origin(found["value"])):
            return value
        waiting = bool(found and not found["value"].strip()) or re.fullmatch(r"(?:信息|文章|稿件)?来\s*源", text) is not None
    return ""


def origin_beside_time(texts: Sequence[str]) -> str:
    """Whom the line with the time names besides it (2024-05-09 22:30·新华社), else a line next to it that is an outlet's name."""
    texts = list(pieced(texts))
    for n, text in enumerate(texts):
        if len(text) > 80 or not WHOLE_TIME.search(text):
            continue
        rest = NOISE.sub(" ", WHOLE_TIME.sub(" ", LABELLED_VALUE.sub(" ", text))).split()
        rest = [word for word in rest if not is_control(word) and not re.search(LABELS, word)]
        if len(rest) == 1 and 2 <= len(rest[0]) <= 20 and not rest[0].isdigit() and (alone := tidy_origin(rest[0])):
            return alone
        for sort in (NAMED, OUTLET):  # among other words only what is an outlet's name, and only one
            outlets = dict.fromkeys(word for word in rest if len(word) <= 16 and sort.search(word))
            if len(outlets) == 1:
                return tidy_origin(next(iter(outlets)))
        for near in (*texts[max(0, n - 2) : n], *texts[n + 1 : n + 2]):
            if signed := SIGNED.match(near):
                return signed["outlet"]
            if 2 <= len(near) <= 16 and OUTLET.search(near) and not is_control(near) and not re.search(LABELS, near):
                return near
    return ""


def tidy_origin(text: str) -> str:
    """人民网-文化频道 from 来源：人民网-文化频道 原创稿; "" for what names nobody."""
    text = re.sub(r"^(?:来\s*源|來源|稿源)\s*[:：]\s*", "", text.strip())
    while cut := VALUE_END.search(text):  # one end may stand before another: 鞭牛士 北京 举报
        text = text[: cut.start()]
    first, _, other = text.partition(" ")
    text = first if NAMED.search(first) and NAMED.search(other) else text  # 云溪日报 中国青年网: the second one is the page's own site
    text = text.strip(" \u3000\u00a0:：,，;；。-—_)）]】(（")
    if quoted := PRINTED.fullmatch(text):
        text = quoted[1]
    return "" if len(text) > ORIGIN_LONGEST or NO_ORIGIN.match(text) or text.startswith("http") else text


def times_in(texts: Iterable[str], fetched: datetime) -> Iterator[tuple[int, Moment]]:
    """The times of publication that these lines may name, best first within a line, with a rank: LABELLED or BARE."""
    for text in pieced(texts):
        if not any(c.isdigit() for c in text) and "刚刚" not in text and "年" not in text:
            continue
        for moment in moments(text, fetched):
            if moment.when <= fetched + DAY and not BUILT.search(text[: moment.at]):
                yield (LABELLED if PUBLISHED.search(text) or ORIGIN.search(text) else BARE), moment.plain()


def pieced(texts: Iterable[str]) -> Iterator[str]:
    """The lines, those put together that are only parts of a time, 2022 and 10/08 and 09:12 in boxes of their own, and a label with what is behind it."""
    parts: list[str] = []
    label = ""
    for line in texts:
        text, label = label + line, ""
        if len(line) < LABEL_LONGEST and line.endswith((":", "：")):
            label = text
            continue
        if PART_OF_TIME.match(text):
            parts.append(text)
            continue
        if parts:
            yield " ".join(parts)
            parts.clear()
        yield text
    if parts:
        yield " ".join(parts)
    if label:
        yield label


def counts_in(texts: Iterable[str]) -> dict[str, Count]:
    """Readers, comments, likes, shares, only those that a line names."""
    found: dict[str, Count] = {}
    for text in texts:
        if len(text) > 100 or not DIGIT.search(text):
            continue
        behind = {name: word.search(text) for name, (word, _) in COUNTS.items()}
        labelled = any(behind.values())
        for name, (_, before) in COUNTS.items():
            match = behind[name] if labelled else before.search(text)
            if name not in found and match and (one := count(match[1])):
                found[name] = one
    return found
