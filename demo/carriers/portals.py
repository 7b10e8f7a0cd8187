"""Lists of government and news portals: 大汉 jpage with both data forms, TRS, rows in a comment, rows drawn by a script, wrong charsets."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qs

from demo.carriers.answers import NOT_FOUND, XML, Answer, Asked, Host, html
from demo.carriers.texts import Piece, piece

SIZE = 5  # rows on a page
WINDOW = 3  # pages in one answer of jpage
TOTAL = 24  # rows of a column
PROXY = "/module/web/jpage/dataproxy.jsp"


def hosts(now: datetime) -> dict[str, Host]:
    return {
        "jpage-get": lambda asked: jpage(asked, 0, now, group=True),
        "jpage-post": lambda asked: jpage(asked, 100, now, group=False),
        "trs": lambda asked: trs(asked, 200, now),
        "comment": lambda asked: commented(asked, 300, now),
        "script": scripted,
        "gb-right": lambda asked: charset(asked, 400, now, "gb18030", "gb2312"),
        "gb-wrong": lambda asked: charset(asked, 410, now, "utf-8", "gb2312"),
        "gb-silent": lambda asked: charset(asked, 420, now, "gb18030", ""),
    }


def article(one: Piece, charset_: str = "utf-8", declared: str = "utf-8") -> Answer:
    """A page of a portal with the tags of government sites."""
    metas = {"ArticleTitle": one.title, "PubDate": one.minute, "ContentSource": "云溪市民政局", "ColumnName": "工作动态"}
    tags = "".join(f'<meta name="{name}" content="{value}">' for name, value in metas.items())
    meta = f'<meta charset="{declared}">' if declared else ""
    body = f"<h1>{one.title}</h1><div class='info'>发布时间：{one.minute}　来源：云溪市民政局　浏览次数：1.2万+</div><div id='zoom'>{one.markup}</div>"
    return html(f"<html><head>{meta}<title>{one.title}</title>{tags}</head><body>{body}</body></html>", charset_, "text/html")


def numbered(path: str) -> int:
    """The number that an article's address ends in; -1 for none."""
    digits = path.rpartition("_")[2].partition(".")[0]
    return int(digits) if digits.isdigit() else -1


def rows(numbers: Sequence[int], now: datetime, address: str) -> str:
    found = ((number, piece(number, now)) for number in numbers)
    return "".join(
        f'<li><a href="{address.format(n=number, day=f"{one.when:%Y%m%d}")}" title="{one.title}">{one.title[:12]}…</a><span>{one.day}</span></li>'
        for number, one in found
    )


def jpage(asked: Asked, first: int, now: datetime, group: bool) -> Answer:
    """A column with its first rows in a datastore. Windows overlap by two pages and a row; with `group` the rest comes by GET, without it by POST."""
    if asked.path == "/col/col33718/index.html":
        store = datastore(list(range(first, first + SIZE)), now, f"{PROXY}?page=1&columnid=33718&unitid=212860" if group else "")
        shown = "" if group else "<script>var params={columnid:'33718',unitid:'212860',webid:'14',perpage:'5'}</script>"
        return html(f"<html><body><div id='212860'><script type='text/xml'>{store}</script></div>{shown}</body></html>")
    if asked.path == PROXY and group and asked.method == "GET":
        page = int(asked.query.get("page", "1"))
        start = first + (page - 1) * SIZE
        following = f"{PROXY}?page={page + 1}&columnid=33718&unitid=212860" if page * SIZE < TOTAL else ""
        return html(datastore(list(range(start, min(start + SIZE * WINDOW + 1, first + TOTAL))), now, following), type_=XML)
    if asked.path == PROXY and not group and asked.method == "POST" and parse_qs(asked.form).get("unitid") == ["212860"]:
        start, end = int(asked.query["startrecord"]), int(asked.query["endrecord"])
        return html(datastore(list(range(first + start - 1, first + end)), now, ""), type_=XML)
    number = numbered(asked.path)
    return article(piece(number, now)) if asked.path.startswith("/art/") and first <= number < first + TOTAL else NOT_FOUND


def datastore(numbers: Sequence[int], now: datetime, following: str) -> str:
    records = "".join(f"<record><![CDATA[{rows([number], now, '/art/2026/1/1/art_33718_{n}.html')}]]></record>" for number in numbers)
    group = f'<nextgroup><![CDATA[<a href="{following}"></a>]]></nextgroup>' if following else "<nextgroup></nextgroup>"
    return f"<datastore>{group}<totalrecord>{TOTAL}</totalrecord><totalpage>{-(-TOTAL // SIZE)}</totalpage><recordset>{records}</recordset></datastore>"


def trs(asked: Asked, first: int, now: datetime) -> Answer:
    """createPageHTML counts pages from 0."""
    pages = 3
    for page in range(pages):
        if asked.path in ("/xw/", "/xw/index.html") if page == 0 else asked.path == f"/xw/index_{page}.html":
            shown = rows(range(first + page * SIZE, first + (page + 1) * SIZE), now, "./202601/t{day}_{n}.html")
            return html(f"<html><body><ul class='list'>{shown}</ul><script>createPageHTML({pages}, {page}, 'index', 'html');</script></body></html>")
    number = numbered(asked.path)
    return article(piece(number, now)) if "/t20" in asked.path and first <= number < first + pages * SIZE else NOT_FOUND


def commented(asked: Asked, first: int, now: datetime) -> Answer:
    """The rows and the pager's call in one comment."""
    if asked.path == "/c110634/zwgklist.shtml":
        shown = rows(range(first, first + SIZE), now, "/c110634/a_{n}.shtml")
        return html(f"<html><body><div id='page_div'></div><!-- <ul>{shown}</ul>createPageHTML('page_div',1,1,'zwgklist','shtml',5) --></body></html>")
    number = numbered(asked.path)
    return article(piece(number, now)) if first <= number < first + SIZE else NOT_FOUND


def scripted(asked: Asked) -> Answer:
    template = "<script id='tpl'>{{#each data}}<li><a href='{{pcUrl}}'>{{title}}</a></li>{{/each}}</script>"
    return html(f"<html><body><ul id='list'></ul>{template}<script>loadPageData(params,'list')</script></body></html>") if asked.path == "/" else NOT_FOUND


def charset(asked: Asked, first: int, now: datetime, written: str, declared: str) -> Answer:
    """Pages in one encoding that declare it, another one, or none."""
    if asked.path == "/":
        meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
        return html(f"<html><head>{meta}</head><body><ul>{rows(range(first, first + SIZE), now, '/a_{n}.html')}</ul></body></html>", written, "text/html")
    number = numbered(asked.path)
    return article(piece(number, now), written, declared) if first <= number < first + SIZE else NOT_FOUND
