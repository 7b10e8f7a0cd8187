"""The line of metadata between headline and text, and the one below it: time, 来源, 作者, 编辑."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from crawler.pages.times import DAY, Moment, moments

LABELS = r"(?:来\s*源|稿源|稿件来源|作\s*者|撰文|编\s*辑|責任編輯|责\s*编|责任编辑|记\s*者|通讯员|摄影|文字|校对|审核|发布|发表|日期|时间|更新|点击|浏览|阅读|访问|字号|字体|字 号|评论|分享|打印|收藏|关闭|大 中 小|扫一扫|作者声明|分类|栏目|关键|标签|频道|编审|监制|出品|我要|参与|举报|本文|责|A-|A\+)"
ORIGIN = re.compile(r"(?:信息来源|文章来源|消息来源|稿件来源|新闻来源|内容来源|资料来源|稿源|来\s*源|来源于|來源|出处)\s*[:：|丨／/]\s*(?P<value>[^\n]*)")
VALUE_END = re.compile(rf"\s{{2,}}|[|｜丨\[【]|\s+(?={LABELS})|(?:{LABELS})\s*[:：]|\s*\(?(?:19|20)\d{{2}}[-年/.]|\s原创稿?$|[(（]\s*(?:{LABELS})")
NO_ORIGIN = re.compile(r"^(?:本站原创|原创|本站|网络|互联网|未知|不详|无|暂无|null|undefined|\W*)$", re.IGNORECASE)
ORIGIN_LONGEST = 40
BUILT = re.compile(r"(?:更新|修改|生成|制作|抓取|截至|最后|update|modified|下载|活动|报名|截止|会议|有效|成文|印发|实施|生效)[^\d]{0,8}$", re.IGNORECASE)
PUBLISHED = re.compile(r"(?:发布|发表|发稿|刊发|上传|录入|出版|时间|日期|publish|posted)", re.IGNORECASE)


def origin_in(texts: Iterable[str]) -> str:
    """The first 来源 of these lines, its label off; the next line where the label stands alone."""
    waiting = False
    for text in texts:
        if waiting:
            if value := tidy_origin(text):
                return value
            waiting = False
        if found := ORIGIN.search(text):
            if value := tidy_origin(found["value"]):
                return value
            waiting = not found["value"].strip()
        elif re.fullmatch(r"(?:信息|文章|稿件)?来\s*源", text):
            waiting = True
    return ""


def tidy_origin(text: str) -> str:
    """人民网-文化频道 from 来源：人民网-文化频道 原创稿; "" for what names nobody."""
    text = re.sub(r"^(?:来\s*源|來源|稿源)\s*[:：]\s*", "", text.strip())
    if cut := VALUE_END.search(text):
        text = text[: cut.start()]
    text = text.strip(" \u3000\u00a0:：,，;；。-—_)）]】(（")
    return "" if len(text) > ORIGIN_LONGEST or NO_ORIGIN.match(text) else text


def times_in(texts: Iterable[str], fetched: datetime) -> Iterator[tuple[int, Moment]]:
    """The times of publication that these lines may name, best first within a line, with a rank: 0 labelled, 1 bare."""
    for text in texts:
        if not any(c.isdigit() for c in text) and "刚刚" not in text:
            continue
        for moment in moments(text, fetched):
            if moment.when <= fetched + DAY and not BUILT.search(text[: moment.at]):
                yield (0 if PUBLISHED.search(text) else 1), moment
