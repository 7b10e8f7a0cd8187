"""What sort of page a capture is: an article, a list, gone, blocked, an empty shell for a script."""

import re
from collections.abc import Sequence
from itertools import pairwise

from crawler.pages.datapage import DataPage
from crawler.pages.furniture import is_dated
from crawler.pages.lines import Line
from crawler.pages.page import ArticlePage
from model.capture import Capture
from model.outcome import Unreadable
from model.reading import PageKind, Status

WITH_TEXT = frozenset((PageKind.ARTICLE, PageKind.NOTICE, PageKind.GALLERY, PageKind.VIDEO, PageKind.UNKNOWN))
OTHER_FILES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "压缩包或 Office 文档"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"\x1f\x8b", "压缩文件"),
    (b"\xd0\xcf\x11\xe0", "Office 文档"),
)
GONE = re.compile(
    r"该内容已被发布者删除|此内容因违规无法查看|内容已被删除|该文章已被?删除|(?:页面|网页|文章|内容|信息|新闻)(?:不存在|未找到|已删除|已下线|已被删除|已失效|找不到)|(?:找不到|没有找到|未找到|无法找到)(?:您|你)?(?:要)?(?:访问|查看|请求|浏览)?的?(?:页面|网页|文件|内容)"
    r"|404\s*(?:not found|错误|页面)|page not found|此帐号已(?:被屏蔽|自主注销)|账号已(?:自主)?注销|已停止访问该网页|链接已过期|该公众号已迁移"
    r"|(?:公众号|帐号|账号)(?:不存在|已自主注销|已注销|已被(?:封|屏蔽|停用|永久封禁))|(?:内容|文章)\S{0,24}无法(?:查看|访问|显示)|此内容发送失败|微博不存在|暂无查看权限|已被(?:作者|发布者|博主|管理员)删除",
    re.IGNORECASE,
)
UNAVAILABLE = re.compile(r"(?:内容|文章)暂时无法(?:查看|访问)|暂时无法访问|系统维护中|服务器?(?:暂时)?不可用|service unavailable|bad gateway", re.IGNORECASE)
BLOCKED = re.compile(
    r"环境异常|安全验证|访问(?:过于)?频繁|请完成验证|滑动验证|请输入验证码|人机验证|访问被拒绝|您的访问(?:被|存在)|对网站造成.{0,4}威胁|(?:请求|访问)(?:已|已经)?被(?:阻断|拦截|拒绝|限制)|网站防火墙"
    r"|access denied|just a moment|checking your browser|are you a robot|captcha",
    re.IGNORECASE,
)
DRAWN = re.compile(r"\$_ts\b|loadPageData\(|\{\{#each")
SHELL = re.compile(r"id=[\"'](?:app|root|__next)[\"']|window\.__INITIAL_STATE__|enable javascript|启用\s*javascript", re.IGNORECASE)
REFUSED = re.compile(r"\"ok\"\s*:\s*-100|\"(?:code|errno|ret)\"\s*:\s*-?(?:100|401|403)\b|captcha|login", re.IGNORECASE)
NOTICE_WORDS = re.compile(r"(?:公告|公示|通知|通告|公报|启事)\s*(?:[（(].{0,12}[)）])?$")
SHORT = 120.0  # weight of a page so short that a notice is all it says
LINKS, LITTLE = 12, 150.0  # links of a list, and weight of what else it may say
COLUMN = 200.0  # weight of the text of a page that names its column and no article
ROWS, SUMMARY, PARAGRAPH, BESIDE = 5, 120.0, 200.0, 4  # rows of a list with summaries, weight of one and of its longest line, lines from headline to time
NAME, SHORTEST = 6.0, 3.0  # weight of a linked headline, and of one with a time below it
SENTENCE = 30.0  # weight of a line of running text
VIDEO_SHORT = 150.0
GALLERY_PICTURES, PICTURE_TEXT = 5, 20.0  # pictures of a gallery, and weight of the words to each
LEAST = 15.0  # weight of the shortest text
STATUSES = {
    **dict.fromkeys((404, 410), (PageKind.GONE, Status.GONE)),
    **dict.fromkeys((401, 403, 412, 418, 429, 432), (PageKind.BLOCKED, Status.BLOCKED)),
    **dict.fromkeys((500, 502, 503, 504), (PageKind.UNKNOWN, Status.UNAVAILABLE)),
}


def refuse_other_files(capture: Capture) -> None:
    """Raises Unreadable for what is no page at all."""
    if not capture.body.strip(b"\x00 \t\r\n"):
        raise Unreadable("服务器返回的内容为空")
    for mark, name in OTHER_FILES:
        if capture.body.startswith(mark):
            raise Unreadable(f"内容是{name}，不是网页")


def kind_of(page: ArticlePage) -> tuple[PageKind, Status]:
    """Kind and status. Signs of a missing or blocked page count only where there is no article."""
    if answered := STATUSES.get(page.capture.status):
        return answered
    if isinstance(page, DataPage) and page.is_document:
        return kind_of_data(page)
    weight = page.body.weight
    if weight < SHORT and (found := said_instead(page)):
        return found
    if not page.body or (weight < LEAST and not page.published) or stands_above(page):
        return without_text(page)
    if weight < SHORT and not page.published and DRAWN.search(page.decoded.text):
        return PageKind.SCRIPT, Status.NEEDS_SCRIPT
    return kind_of_text(page, weight), Status.OK


def stands_above(page: ArticlePage) -> bool:
    """Whether the little that was read stands above the headline: a breadcrumb, a slogan, and not its text."""
    return page.body.weight < SHORT and page.anchor >= 0 and 0 <= page.body.lines[-1].start < page.lines[page.anchor].start


def without_text(page: ArticlePage) -> tuple[PageKind, Status]:
    """What a page is on which there is nothing to read."""
    if DRAWN.search(page.decoded.text):
        return PageKind.SCRIPT, Status.NEEDS_SCRIPT
    if is_list(page):
        return PageKind.LIST, Status.OK
    drawn = SHELL.search(page.decoded.text) or any(page.tree.scripts())
    return (PageKind.SCRIPT, Status.NEEDS_SCRIPT) if drawn else (PageKind.UNKNOWN, Status.OK)


def has_no_words(page: ArticlePage, kind: PageKind) -> bool:
    """Whether a page of that kind may be an article without a text, and not one whose text a script would draw."""
    if page.capture.status != 200 or kind not in (PageKind.LIST, PageKind.SCRIPT, PageKind.UNKNOWN) or isinstance(page, DataPage):
        return False
    return not (DRAWN.search(page.decoded.text) or SHELL.search(page.decoded.text))


def kind_of_data(page: DataPage) -> tuple[PageKind, Status]:
    """What an answer of nothing but data is: a list of pieces or of their titles, one piece, or a refusal."""
    if page.lists:
        return PageKind.LIST, Status.OK
    if page.body:
        return PageKind.ARTICLE, Status.OK
    if GONE.search(page.decoded.text):
        return PageKind.GONE, Status.GONE
    return (PageKind.BLOCKED, Status.BLOCKED) if REFUSED.search(page.decoded.text) else (PageKind.UNKNOWN, Status.OK)


def kind_of_text(page: ArticlePage, weight: float) -> PageKind:
    """What a page with a text is."""
    if is_list(page):
        return PageKind.LIST
    if NOTICE_WORDS.search(page.title):
        return PageKind.NOTICE
    if weight < VIDEO_SHORT and page.tree.named("video", "embed"):
        return PageKind.VIDEO
    if len(page.images) >= GALLERY_PICTURES and weight < PICTURE_TEXT * len(page.images):
        return PageKind.GALLERY
    return PageKind.ARTICLE


def said_instead(page: ArticlePage) -> tuple[PageKind, Status] | None:
    """What a page of a few words says about the one that is missing."""
    text = " ".join([page.document_title, *(line.text for line in page.lines if not line.hidden and line.weight < 80)][:60])
    for signs, kind, status in (
        (UNAVAILABLE, PageKind.UNKNOWN, Status.UNAVAILABLE),
        (GONE, PageKind.GONE, Status.GONE),
        (BLOCKED, PageKind.BLOCKED, Status.BLOCKED),
    ):
        if signs.search(text):
            return kind, status
    return None


def is_list(page: ArticlePage) -> bool:
    """Many things to choose from, and nothing long enough to be a text of its own."""
    if page.provenance.get("body", "generic") != "generic":
        return False
    weight = page.body.weight
    if page.properties.get("type") == "2":  # 方正: the page of a newspaper, not one of its pieces
        return True
    if weight < COLUMN and page.metas.first("ColumnName", "ColumnType") and not page.metas.first("ArticleTitle", "PubDate"):
        return True
    links = sum(line.linked > NAME and line.linked > line.own for line in page.lines)
    sentences = sum(line.text.count("。") + line.text.count(". ") for line in page.body.lines)
    if links >= LINKS and sentences < (1 if page.published else 2) and weight < LITTLE:
        return True
    found = rows(page)
    return found >= ROWS and weight < SUMMARY * found and not runs_on(page.body.lines)


def runs_on(lines: Sequence[Line]) -> bool:
    """Whether one line of running text follows another, or is longer than any summary."""
    texts = [line.own >= SENTENCE and line.stops > 0 for line in lines]
    return any(line.own >= PARAGRAPH for line in lines) or any(one and other for one, other in pairwise(texts))


def rows(page: ArticlePage) -> int:
    """How many linked headlines have a time of their own below them, or on a page without one a summary, in what the generic reader took for a text."""
    root = page.generic.root
    lines = [line for line in page.lines if not line.hidden and root <= line.start < page.tree.ends[root]]

    def is_row(n: int) -> bool:
        below = lines[n + 1 : n + 1 + BESIDE]
        dated = any(is_dated(near.words) for near in below)
        return lines[n].linked > lines[n].own and (
            dated or (not page.published and lines[n].linked > NAME and any(near.own > near.linked for near in below[:1]))
        )

    return sum(line.linked > SHORTEST and is_row(n) for n, line in enumerate(lines))
