"""The list pages: each site's rows, dates and pager."""

from dataclasses import dataclass
from urllib.parse import quote

from demo import lists
from demo.markup import local, papers, portals
from demo.markup.furniture import Look, foot, head, masthead, scripts, side
from demo.outlets import Paging
from demo.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLook:
    """How a site writes its lists. `row` has {link}, {title}, {day} and {lead}; `open` and `close` stand around the rows."""

    look: Look
    row: str
    open: str
    close: str
    day: str = "%Y-%m-%d"
    every: int = 0  # an empty row as a divider after so many


LOOKS = {
    "jiuyu": ListLook(
        look=portals.JIUYU,
        open='<ul class="list_16 jy-list">',
        row='<li><a href="{link}" target="_blank">{title}</a><em>[{day}]</em></li>',
        close="</ul>",
        day="%Y年%m月%d日%H:%M",
    ),
    "xinminsheng": ListLook(
        look=papers.XINMINSHENG,
        open='<div class="xms-list">',
        row='<dl class="item"><dt><a href="{link}">{title}</a></dt><dd class="day">{day}</dd></dl>',
        close="</div>",
        day="%Y年%m月%d日",
    ),
    "xbribao": ListLook(
        look=papers.XBRIBAO,
        open='<div class="list rb-list"><ul>',
        row='<li><span>{day}</span>·<a href="{link}" title="{title}" target="_blank">{title}</a></li>',
        close="</ul></div>",
        every=5,
    ),
    "xbzaixian": ListLook(
        look=portals.XBZAIXIAN,
        open='<div class="xz-list">',
        row='<div class="news-item"><h3><a href="{link}" target="_blank">{title}</a></h3><p class="meta"><span class="t">{day}</span></p></div>',
        close="</div>",
        day="%Y-%m-%d %H:%M",
    ),
    "ribao": ListLook(look=papers.RIBAO, open='<ul class="list news-list">', row='<li><a href="{link}">{title}</a><span>{day}</span></li>', close="</ul>"),
    "yunxiwang": ListLook(
        look=portals.YUNXIWANG,
        open='<div id="list" class="yx-list">',
        row='<li class="clearfix"><div class="txt"><a class="tit" href="{link}">{title}</a><div class="info"><i>{day}</i></div></div></li>',
        close="</div>",
        day="%Y-%m-%d %H:%M:%S",
    ),
    "linjiang": ListLook(
        look=local.LINJIANG,
        open='<ul class="lj-list">',
        row='<li><b>{day}</b><a href="{link}" target="_blank">{title}</a></li>',
        close="</ul>",
        day="%Y/%m/%d",
    ),
    "qingshi": ListLook(
        look=local.QINGSHI,
        open='<table class="gov-table" id="list" width="100%"><tbody>',
        row='<tr><td class="day" width="110">{day}</td><td><a href="{link}" title="{title}">{title}</a></td></tr>',
        close="</tbody></table>",
    ),
    "yuntai": ListLook(
        look=local.YUNTAI,
        open='<table border="0" width="98%" class="yt-table">',
        row='<tr><td height="26">・<a href="{link}" target="_blank">{title}</a></td><td align="right"><font color="#888888">({day})</font></td></tr>',
        close="</table>",
    ),
    "bailu": ListLook(
        look=local.BAILU,
        open='<section class="feed">',
        row='<a class="card" href="{link}"><div class="card-title">{title}</div><div class="card-time">{day}</div></a>',
        close="</section>",
        day="%Y.%m.%d %H:%M",
    ),
    "fulibao": ListLook(
        look=papers.FULIBAO,
        open='<div class="fl-list"><ul>',
        row='<li><a href="{link}">{title}</a> <small>{day}</small></li>',
        close="</ul></div>",
        day="%Y/%m/%d",
    ),
    "yinling": ListLook(
        look=portals.YINLING,
        open='<div class="yl-list">',
        row='<article><h2><a href="{link}">{title}</a></h2><p><time>{day}</time></p></article>',
        close="</div>",
        day="%Y.%m.%d",
    ),
    "mzj": ListLook(look=local.MZJ, open="", row="", close=""),
    "canghai": ListLook(
        look=papers.CANGHAI,
        open='<div class="ch-list">',
        row='<p class="row"><a href="{link}">{title}</a> <span class="d">{day}</span></p>',
        close="</div>",
        day="%Y-%m-%d %H:%M",
    ),
}


def listing(view: View, column: int, page: int, total: int) -> str:
    """Page `page` of `total`, counted from 1."""
    style, place = LOOKS[view.site.id], view.site.columns[column]
    look, p = style.look, style.look.prefix
    inside = _datastore(view) if view.site.paging is Paging.JPAGE else _rows(view, style, column, page)
    others = " ".join(f'<a href="{other.path}">{other.name}</a>' for other in view.site.columns)
    return f"""{head(view, look, f"{place.name}_{view.site.title}")}<body>
{view.once("top", lambda: masthead(view, look))}<div class="{p}-wrap clearfix"><div class="{p}-crumb">您的位置：<a href="/">首页</a> &gt; {place.name}</div>
<div class="{p}-main list-page"><div class="{p}-tab">{others}</div>
{inside}
<div class="{p}-page">{_pager(view, column, page, total)}</div></div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("list foot", lambda: foot(view, look, 10) + scripts(view, look, "list"))}</body>
</html>"""


def _rows(view: View, style: ListLook, column: int, page: int) -> str:
    rows = [style.open]
    if page == 1 and column == 0 and view.site.closed:
        # Pinned to the top, and behind a path that robots.txt closes: a row that must not be followed.
        rows.append(
            style.row.format(link=f"{view.site.closed}{view.world.today:%Y}/tongxun_1.html", title="云溪市民政局内部通讯（试刊）", day=view.world.today)
        )
    for place, number in enumerate(lists.rows(view, column, page)):
        if style.every and place and place % style.every == 0:
            rows.append('<li class="line"></li>')
        rows.append(style.row.format(link=view.link(number), title=view.world.title(number), day=view.world.published(number).strftime(style.day)))
    return "\n".join([*rows, style.close])


def _datastore(view: View) -> str:
    name = quote(quote(view.site.title))  # such sites encode it twice
    query = f"appid=1&webid=1&path=/&columnid=33718&unitid=212860&webname={name}&permissiontype=0"
    following = f'<a href="{lists.DATA}?page=1&{query}"></a>'
    return f'<div id="212860" class="mz-list"><script type="text/xml">{lists.datastore(view, 1, following)}</script></div>'


def _pager(view: View, column: int, page: int, total: int) -> str:
    site, path = view.site, view.site.columns[column].path
    if site.paging is Paging.SCRIPT:
        kind = "shtml" if site.address.endswith(".shtml") else "html"
        return f'<script type="text/javascript">createPageHTML({total}, {page - 1}, "index", "{kind}");</script>'
    if site.paging is Paging.JPAGE:
        return f"共{view.count(column)}条记录"
    if site.paging is Paging.NEXT:
        back = f'<a href="{lists.address(view, column, page - 1)}">上一页</a>' if page > 1 else "<span>上一页</span>"
        forth = f'<a href="{lists.address(view, column, page + 1)}">下一页</a>' if page < total else "<span>下一页</span>"
        return f"{back}<span>{page}/{total}</span>{forth}"
    numbers = "".join(
        f'<span class="on">{n}</span>' if n == page else f'<a href="{lists.address(view, column, n)}">{n}</a>'
        for n in range(max(1, page - 3), min(total, page + 3) + 1)
    )
    return f'<a href="{path}">首页</a>{numbers}<span>共{total}页</span>'
