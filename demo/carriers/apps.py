"""App platforms: 人民号 and 百家号 as web pages, 学习强国 as a shell with its data elsewhere, and 百度资讯 that finds some of them."""

from datetime import datetime

from demo.carriers.answers import NOT_FOUND, Answer, Asked, Host, data, html
from demo.carriers.texts import Piece, piece

ACCOUNT = "云溪发布"
PEOPLE, XUEXI, BAIJIA = 1200, 1300, 1400  # numbers of their first pieces
ROWS = 2  # articles of each
JS = "application/javascript; charset=utf-8"


def hosts(now: datetime) -> dict[str, Host]:
    return {
        "renmin": lambda asked: renmin(asked, now),
        "xuexi": lambda asked: xuexi(asked, now),
        "baijia": lambda asked: baijia(asked, now),
        "baidu": lambda asked: baidu(asked, now),
    }


def asked_for(asked: Asked, first: int, now: datetime, name: str = "id") -> Piece | None:
    """The piece whose number the address names."""
    number = asked.query.get(name, "")
    return piece(int(number), now) if number.isdigit() and first <= int(number) <= first + ROWS else None


def links(asked: Asked, path: str, first: int, count: int = ROWS) -> Answer:
    """The list of links that an office keeps."""
    return html("\n".join(f"{asked.base}{path}?id={number}" for number in range(first, first + count)), type_="text/plain; charset=utf-8")


def renmin(asked: Asked, now: datetime) -> Answer:
    if asked.path == "/links.txt":
        return links(asked, "/Pc/ArtInfoApi/article", PEOPLE)
    one = asked_for(asked, PEOPLE, now) if asked.path == "/Pc/ArtInfoApi/article" else None
    if one is None:
        return NOT_FOUND
    named = f"<div class='title'><h2>{one.title}</h2></div>"
    head = f"{named}<div class='other'><p><a href='/u'><span>{ACCOUNT}</span></a></p><p>{one.minute}</p><p>播放量1.2万</p></div>"
    return html(f"<html><head><title>人民号</title></head><body>{head}<div>{one.markup}</div><div class='commnent'><a>评论（35）</a></div></body></html>")


def xuexi(asked: Asked, now: datetime) -> Answer:
    if asked.path == "/links.txt":
        return links(asked, "/lgpage/detail/index.html", XUEXI)
    if asked.path == "/lgpage/detail/index.html":
        return html("<html><head><title>学习强国</title></head><body><div id='root'></div><script src='/app.js'></script></body></html>")
    number = asked.path.removeprefix("/data/app/").removesuffix(".js")
    if not number.isdigit() or not XUEXI <= int(number) < XUEXI + ROWS:
        return NOT_FOUND
    one = piece(int(number), now)
    body = data({"title": one.title, "publish_time": f"{one.minute}:00", "orig_source": "湖南学习平台", "content": one.markup, "image": []}).body
    return Answer(body=b"callback(" + body + b")", type=JS)


def baijia(asked: Asked, now: datetime) -> Answer:
    if asked.path == "/links.txt":
        return links(asked, "/s", BAIJIA + ROWS, 1)  # one that the search does not find
    one = asked_for(asked, BAIJIA, now) if asked.path == "/s" else None
    if one is None:
        return NOT_FOUND
    shown = f"<h1>{one.title}</h1><p class='author-name'><a>{ACCOUNT}</a></p><span>发布时间：{one.when:%m-%d %H:%M}</span><span>湖南</span>"
    head = f'<title>{one.title}</title><meta itemprop="dateUpdate" content="{one.day}">'
    return html(f"<html><head>{head}</head><body>{shown}<div class='article-content'>{one.markup}</div></body></html>")


def baidu(asked: Asked, now: datetime) -> Answer:
    """Hits in the order of time; one of them is about another city's bureau."""
    if asked.path != "/s":
        return NOT_FOUND
    host = asked.base.replace("baidu.", "baijia.")
    hits = [(f"{host}/s?id={number}", piece(number, now).title, piece(number, now).paragraphs[0]) for number in range(BAIJIA, BAIJIA + ROWS)]
    hits.append((f"{host}/s?id=9", "北岭市民政局走访慰问困难群众", "北岭市民政局日前走访慰问了一批困难群众，送去米面粮油。"))
    rows = "".join(
        f'<div class="result-op"><h3 class="news-title_1YtI1"><a href="{url}">{title}</a></h3>'
        f'<span aria-label="新闻来源：{ACCOUNT}">{ACCOUNT}</span><span>3天前</span><span>{text}</span></div>'
        for url, title, text in hits
    )
    return html(f"<html><body>{rows}</body></html>")
