"""What stands around the text on the pages of a site: menus, rankings, links, legal lines."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from demo.markup.assets import ICONS, icon, picture, script, seal, style
from demo.view import View


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CHANNELS = words("""
首页 要闻 时政 经济 社会 民生 教育 卫健 文旅 三农 法治 体育 评论 专题 视频 图片 直播 问政 招聘 公示 数字报 客户端
""")
CITIES = words("""
云溪 北岭 东浦 南屏 临江 青石 云台 白鹭 石塘 松岭
""")
PARTNERS = words("""
湘北省人民政府 湘北在线 湘北日报网 湘北广电 九域网 新民生报 云溪市人民政府 云溪日报 云溪新闻网 云溪发布 云溪广电 云溪政务服务网
云溪公共资源交易中心 临江新闻网 青石区人民政府 云台发布 白鹭洲时讯 石塘融媒 松岭新闻 北岭新闻网 东浦在线 南屏日报 社会福利导报
银龄观察 沧海时报 湘北文明网 湘北普法 湘北教育网 湘北农业信息 湘北文旅 云溪图书馆 云溪博物馆 云溪高新区 云溪人才网 云溪旅游
云溪应急 云溪水务 云溪公交 云溪气象
""")
COLUMNS = words("""
头条 动态 深度 访谈 快讯 图解 公告 数据 观点 热线
""")
TOPICS = words("""
乡村振兴看云溪 湖畔新貌 一江清水向东流 民生实事进行时 云溪好人 身边的榜样 走基层 新春走笔 我们的节日 红色印记 高质量发展调研行
优化营商环境
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one site is dressed."""

    prefix: str  # of its class names
    main: str  # colours
    dark: str
    align: str = "center"
    rich: bool = False  # slides, tabs, counters
    channels: int = 16
    blocks: int = 2  # channels shown below the text


def head(view: View, look: Look, title: str, metas: str = "") -> str:
    """From the doctype to the end of the head."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="{view.site.charset}">\n<meta name="renderer" content="webkit">\n'
        f'<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n{metas}"
        f'<link rel="shortcut icon" href="/favicon.ico">\n{_sheet(look)}{_feeds(view)}</head>\n'
    )


def _sheet(look: Look) -> str:
    return f'<style type="text/css">\n{style(look.prefix, look.main, look.dark, look.align, look.rich)}</style>\n'


def _feeds(view: View) -> str:
    if not view.site.feed or view.site.feed == "sitemap":
        return ""
    return f'<link rel="alternate" type="application/{view.site.feed}+xml" title="{view.site.title}" href="/{view.site.feed}.xml">\n'


def scripts(view: View, look: Look, body: str) -> str:
    return f'<script type="text/javascript">\n{script(look.prefix, view.site.host, body, look.rich)}</script>\n'


def masthead(view: View, look: Look) -> str:
    """Top line, name of the site, search box, menu."""
    p = look.prefix
    menu = "".join(f'<li><a href="/{"" if n == 0 else f"c/{n}/"}" target="_blank">{word}</a></li>' for n, word in enumerate(CHANNELS[: min(look.channels, 14)]))
    local = "".join(f'<a href="/local/{n}/">{city}</a>' for n, city in enumerate(CITIES))
    return (
        f'<div class="{p}-top"><div class="{p}-wrap"><span id="{p}-now"></span>{local}<a href="/login">登录</a><a href="/register">注册</a>'
        f'<span class="weather">云溪 多云转晴 微风</span></div></div>\n'
        f'<div class="{p}-wrap {p}-logo"><a class="name" href="/">'
        f'{seal(view.site.title[0], look.main)} {view.site.title}</a><form class="{p}-search" action="/search" method="get">'
        f'<input type="text" name="q" placeholder="请输入关键词" autocomplete="off"><button type="submit">搜索</button></form></div>\n'
        f'<div class="{p}-nav"><ul class="{p}-wrap clearfix">{menu}</ul></div>\n{submenu(look)}'
    )


def submenu(look: Look) -> str:
    """The menu that unfolds: every channel with its columns."""
    p = look.prefix
    cells = []
    for n, channel in enumerate(CHANNELS[1 : look.channels]):
        columns = "".join(f'<a href="/c/{n + 1}/{m}/" title="{channel}{word}">{word}</a>' for m, word in enumerate(COLUMNS))
        cells.append(f'<dl class="{p}-sub"><dt><a href="/c/{n + 1}/">{channel}</a></dt><dd>{columns}</dd></dl>')
    return f'<div class="{p}-mega hide" id="{p}-mega"><div class="{p}-wrap clearfix">{"".join(cells)}</div></div>\n'


def blocks(view: View, look: Look, count: int = 4) -> str:
    """Below the text: headlines by channel, the first of each with a picture and some words."""
    rng, p = Random(f"{view.site.id}/blocks"), look.prefix
    pool, cells = view.newest(None, 0, 120), []
    for n in range(count if pool else 0):  # a site that has published nothing yet has no headlines
        numbers = rng.sample(pool, min(8, len(pool)))
        rows = "".join(f'<li><a href="{view.world.path(number)}" target="_blank">{view.world.title(number)}</a></li>\n' for number in numbers[1:])
        top = view.world.path(numbers[0])
        cells.append(
            f'<div class="{p}-cell fl"><h3><a href="/c/{n + 2}/">{CHANNELS[n + 2]}</a><a class="more" href="/c/{n + 2}/">更多&gt;&gt;</a></h3>'
            f'<div class="pic clearfix"><a href="{top}"><img src="/img/blank.gif" data-src="/pic/c{n}.jpg" width="120" height="80" alt=""></a>'
            f'<h4><a href="{top}">{view.world.title(numbers[0])}</a></h4></div>\n<ul>\n{rows}</ul></div>\n'
        )
    return f'<div class="{p}-wrap {p}-cells clearfix">\n{"".join(cells)}</div>\n'


def ranking(view: View, look: Look, name: str, numbers: list[int]) -> str:
    """A box of ranked headlines."""
    rows = "".join(
        f'<li class="{"hot" if place < 3 else "cool"}"><i>{place + 1}</i><a href="{view.world.path(number)}" title="{title}" target="_blank">{title}</a></li>\n'
        for place, number, title in ((place, number, view.world.title(number)) for place, number in enumerate(numbers))
    )
    return f'<div class="{look.prefix}-box rank"><h3>{name}</h3>\n<ul>\n{rows}</ul></div>\n'


def side(view: View, look: Look) -> str:
    """The column beside the text: what is read most, what is recommended, special topics, pictures."""
    rng, p = Random(view.site.id), look.prefix
    pool = view.newest(None, 0, 60)
    hot, more = (rng.sample(pool, min(10, len(pool))) for _ in range(2))
    topics = "".join(f'<li><a href="/zt/{n}/" target="_blank"><i class="{p}-dot"></i>{topic}</a><em>专题</em></li>' for n, topic in enumerate(TOPICS))
    films = "".join(
        f'<dl><dt><a href="/v/{n}.html"><img src="/img/blank.gif" data-src="/pic/v{n}.jpg" alt="" width="150" height="96"></a></dt><dd>{topic}</dd></dl>'
        for n, topic in enumerate(TOPICS[:6])
    )
    return (
        f'<div class="{p}-side">\n{ranking(view, look, "热点排行", hot)}{ranking(view, look, "推荐阅读", more)}'
        f'<div class="{p}-box"><h3>专题策划</h3><ul>{topics}</ul></div>\n<div class="{p}-box"><h3>视频</h3><div class="{p}-video">{films}</div></div>\n'
        f'<div class="{p}-box ad"><a href="/ad/1" rel="nofollow">'
        f'<img src="/img/blank.gif" data-src="/ad/300x250.jpg" width="300" height="250" alt="广告"></a></div>\n</div>\n'
    )


def foot(view: View, look: Look, friends: int = 30) -> str:
    """Partners, legal lines, the floating code for phones."""
    p, serial = look.prefix, sum(view.site.id.encode()) % 9000 + 1000
    links = "".join(f'<a href="/link?to={n}" target="_blank" rel="nofollow">{name}</a>' for n, name in enumerate(PARTNERS[:friends]))
    return (
        f'{blocks(view, look, look.blocks)}<div class="{p}-wrap {p}-friend"><b>友情链接：</b>{links}</div>\n<div class="{p}-foot"><p>'
        f'<a href="/about">关于我们</a>|<a href="/contact">联系我们</a>|'
        f'<a href="/law">法律声明</a>|<a href="/ad">广告服务</a>|<a href="/job">诚聘英才</a>|<a href="/map">网站地图</a></p>\n'
        f"<p>{view.site.title} 版权所有 未经书面授权不得转载或者建立镜像</p>\n<p>湘北ICP备20{serial % 20 + 10}00{serial}号-1　"
        f"湘北公网安备 4399020200{serial}号　"
        f"互联网新闻信息服务许可证 4312020{serial % 90 + 10}　信息网络传播视听节目许可证 18{serial}</p>\n"
        f"<p>违法和不良信息举报电话：0799-12377{serial % 10}　举报邮箱：jubao@{view.site.host}</p></div>\n"
        f'<div class="{p}-qr"><img src="{picture(view.site.id)}" width="80" height="80" alt="扫一扫"><p>手机看新闻</p></div>\n'
    )


def share(look: Look, names: tuple[str, ...] = ("微信", "微博", "空间", "收藏")) -> str:
    buttons = "".join(
        f'<a href="javascript:;" onclick="{look.prefix}.share(\'{key}\')" title="分享到{name}">{icon(path)}</a>'
        for key, name, path in zip(("wx", "weibo", "qzone", "fav"), names, ICONS, strict=True)
    )
    return f'<div class="{look.prefix}-share"><span>分享到：</span>{buttons}</div>\n'


def comments(look: Look) -> str:
    p = look.prefix
    return (
        f'<div class="{p}-comment" id="{p}-comment"><h4>网友评论</h4><form action="/comment" method="post" onsubmit="return {p}.comment(this)">'
        f'<textarea name="content" placeholder="文明上网，理性发言"></textarea><p><label><input type="checkbox" name="anon"> 匿名发表</label>'
        f'<button class="{p}-btn" type="submit">发表评论</button></p></form><p class="tip">网友评论仅供其表达个人看法，并不表明本网同意其观点。</p></div>\n'
    )


def related(view: View, look: Look, number: int, name: str = "相关阅读") -> str:
    """Headlines of the outlet around an article."""
    rows = "".join(f'<li><a href="{view.world.path(n)}" target="_blank">{view.world.title(n)}</a></li>\n' for n in view.near(number))
    return f'<div class="{look.prefix}-more"><h4>{name}</h4><ul>\n{rows}</ul></div>\n'


Body = Callable[[list[str]], str]


def in_paragraphs(texts: list[str]) -> str:
    return "\n".join(f"<p>　　{text}</p>" for text in texts)


def in_lines(texts: list[str]) -> str:
    """Text with line breaks and nothing else, as old editors leave it."""
    return "<br>\n<br>\n".join(f"　　{text}" for text in texts)


def in_spans(texts: list[str]) -> str:
    """As pasted from a word processor."""
    font = "font-size: 16px; font-family: 宋体, SimSun; line-height: 2em;"
    return "\n".join(f'<p style="text-indent: 2em; text-align: justify; line-height: 2em;"><span style="{font}">{text}</span></p>' for text in texts)


def with_picture(body: str, site: str, number: int) -> str:
    """A picture before the text, in about half of the articles."""
    if number % 2:
        return body
    return f'<p style="text-align:center"><img src="/pic/{number % 97}/{site}_{number}.jpg" width="600" alt=""></p>\n{body}'
