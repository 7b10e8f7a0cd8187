"""Posts of an official account, behind a bridge: articles, picture posts, short texts; and what stands in the place of a post that is gone."""

from datetime import datetime

from demo.carriers.answers import NOT_FOUND, Answer, Asked, Host, html
from demo.carriers.feeds import bridge
from demo.carriers.texts import Piece, piece

ACCOUNT = "云溪民政发布"
FIRST = 800
NOTICES = {
    "deleted": "该内容已被发布者删除",
    "violation": "此内容因违规无法查看",
    "expired": "链接已过期",
    "blocked": "当前环境异常，完成验证后即可继续访问。",
}
POSTS = ("article", "pictures", "words", *NOTICES)


def hosts(now: datetime) -> dict[str, Host]:
    return {"weixin": lambda asked: account(asked, now)}


def account(asked: Asked, now: datetime) -> Answer:
    if asked.path == "/feeds/MP_1.rss":
        return bridge(ACCOUNT, [(f"{asked.base}/s/{name}", piece(FIRST + number, now)) for number, name in enumerate(POSTS)])
    name = asked.path.removeprefix("/s/")
    if name in NOTICES:
        return html(f'<html><head><title></title></head><body><div class="weui-msg"><h2 class="weui-msg__title">{NOTICES[name]}</h2></div></body></html>')
    return post(name, piece(FIRST + POSTS.index(name), now)) if name in POSTS else NOT_FOUND


def post(name: str, one: Piece) -> Answer:
    shown = {"article": article, "pictures": pictures, "words": words}[name](one)
    head = f'<meta property="og:title" content="{one.title}"><meta name="author" content="">'
    return html(f'<html><head>{head}<title></title></head><body id="activity-detail">{shown}</body></html>')


def article(one: Piece) -> str:
    """Type 0."""
    head = f'<h1 id="activity-name"></h1><a id="js_name"> {ACCOUNT} </a><em id="publish_time"></em>'
    text = f'<div class="rich_media_content" id="js_content" style="visibility: hidden;">{one.markup}<img data-src="https://mmbiz.qpic.example/a/640"></div>'
    script = f'var item_show_type = "0"; var ct = "{one.seconds}"; var nickname = htmlDecode("{ACCOUNT}"); var _copyright_stat = "1";'
    return f'<div id="js_article">{head}{text}</div><script>{script}</script>'


def pictures(one: Piece) -> str:
    """Type 8: the words are in the description, the pictures in a script."""
    listed = "".join(f"{{cdn_url: 'https://mmbiz.qpic.example/p{n}/0?wx_fmt=jpeg',width: 1080}}," for n in range(3))
    script = f"window.item_show_type = '8'; var x = {{ori_create_time: '{one.seconds}', nick_name: JsDecode('{ACCOUNT}'), picture_page_info_list: [{listed}]}};"
    return f'<meta name="description" content="{one.paragraphs[0]}\\x0a{one.paragraphs[1]}"><div id="js_article"></div><script>{script}</script>'


def words(one: Piece) -> str:
    """Type 10: the text stands in a script."""
    text = "\\x0a".join(one.paragraphs)
    script = (
        f"window.item_show_type = '10'; var x = {{ori_create_time: '{one.seconds}', nick_name: JsDecode('{ACCOUNT}'), content_noencode: JsDecode('{text}')}};"
    )
    return f'<div id="js_article"></div><script>{script}</script>'
