"""A 方正 e-edition: a cover, an issue of four pages and twelve stories, one of them carried over, a credit and an advert."""

from datetime import datetime

from demo.carriers.answers import NOT_FOUND, Answer, Asked, Host, html
from demo.carriers.texts import CHINA, piece

NODES = {187: ("A01", "头版"), 188: ("A02", "要闻"), 189: ("A03", "民生"), 190: ("A04", "专题")}
FIRST = 500
STORIES = 3  # on a page
CARRIED = FIRST + 1  # begins on A01 and goes on on A03


def hosts(now: datetime) -> dict[str, Host]:
    return {"paper": lambda asked: paper(asked, now)}


def paper(asked: Asked, now: datetime) -> Answer:
    issue = f"html/{now.astimezone(CHINA):%Y-%m/%d}"
    if asked.path == "/rb/":
        return html(f'<html><head><META HTTP-EQUIV="REFRESH" CONTENT="0;URL={issue}/node_187.htm"></head></html>')
    folder, _, name = asked.path.rpartition("/")
    if folder != f"/rb/{issue}":
        return NOT_FOUND
    if name.startswith("node_") and name[5:8].isdigit() and int(name[5:8]) in NODES:
        return page(int(name[5:8]), now)
    number = int(name[8:-4]) if name.startswith("content_") and name[8:-4].isdigit() else 0
    return story(number, now) if FIRST <= number < FIRST + STORIES * len(NODES) + 1 else NOT_FOUND


def page(node: int, now: datetime) -> Answer:
    at = node - min(NODES)
    numbers = list(range(FIRST + at * STORIES, FIRST + (at + 1) * STORIES))
    titles = {number: title(number, now) for number in numbers}
    if node == 189:
        titles = {FIRST + STORIES * len(NODES): f"（上接A01版）{piece(CARRIED, now).title}"} | titles
    menu = "".join(f"<a id=pageLink href=node_{n}.htm>第{no}版：{name}</a>" for n, (no, name) in NODES.items())
    links = "".join(
        f'<tr><td><a href=content_{number}.htm><div style="display:inline" id=mp{number}>{said}</div></a></td></tr>' for number, said in titles.items()
    )
    others = "<a href=content_9001.htm>责编：张明 李红</a><a href=content_9002.htm>公益广告</a>"
    areas = "".join(f'<Area shape=polygon href="content_{number}.htm">' for number in numbers)
    number, _ = NODES[node]
    mark = f"<!--enpproperty <founder-date>{now.astimezone(CHINA):%Y-%m-%d} 23:59:57</founder-date><founder-pagenum>{number}</founder-pagenum>"
    body = f"{menu}<table>{links}</table>{others}<MAP NAME=pagepicmap>{areas}</MAP>{menu}"
    return html(f"<html><body>{body}</body></html>{mark}<founder-papername>云溪晨报</founder-papername><founder-type>2</founder-type>/enpproperty-->")


def title(number: int, now: datetime) -> str:
    return f"{piece(number, now).title}（下转A03版）" if number == CARRIED else piece(number, now).title


def story(number: int, now: datetime) -> Answer:
    carried = number == FIRST + STORIES * len(NODES)
    one = piece(CARRIED if carried else number, now)
    text = "".join(f"<P>　　{paragraph}</P>" for paragraph in (one.paragraphs[2:] if carried else one.paragraphs[:2] if number == CARRIED else one.paragraphs))
    marks = f"<founder-date>{now.astimezone(CHINA):%Y-%m-%d} 00:00:00</founder-date><founder-type>1</founder-type>"
    head = f"<founder-title><p>{one.title}</p></founder-title>"
    return html(
        f"<html><body><table><tr><td class=font01>{head}</td></tr></table><div id=ozoom><founder-content>{text}</founder-content></div></body></html>"
        f"<!--enpproperty {marks}<title>{one.title}</title>/enpproperty-->"
    )
