"""Every outlet's own pages."""

from demo.language.traditional import traditional
from demo.markup import indexes, local, papers, portals
from demo.markup.furniture import foot, head
from demo.markup.sheet import sheet
from demo.view import View

ARTICLES = {
    "jiuyu": portals.jiuyu,
    "xinminsheng": papers.xinminsheng,
    "xbribao": papers.xbribao,
    "xbzaixian": portals.xbzaixian,
    "ribao": papers.ribao,
    "yunxiwang": portals.yunxiwang,
    "linjiang": local.linjiang,
    "qingshi": local.qingshi,
    "yuntai": local.yuntai,
    "bailu": local.bailu,
    "fulibao": papers.fulibao,
    "yinling": portals.yinling,
    "mzj": local.mzj,
    "canghai": papers.canghai,
}


def article(view: View, number: int) -> str:
    return _in_script(view, ARTICLES[view.site.id](sheet(view, number)))


def listing(view: View, column: int, page: int, total: int) -> str:
    """Page `page` of `total`, counted from 1."""
    return _in_script(view, indexes.listing(view, column, page, total))


def closed(view: View) -> str:
    """What lies behind the path that robots.txt closes: it reads like an article about the bureau."""
    look = indexes.LOOKS[view.site.id].look
    texts = "云溪市民政局内部通讯第一期，供系统内部交流使用。", "市民政局近期重点工作安排见附件，未经允许不得对外发布。"
    body = "".join(f"<p>{text}</p>" for text in texts)
    when = f"{view.world.today:%Y年%m月%d日} 08:00"
    return (
        f'{head(view, look, "云溪市民政局内部通讯")}<body><div class="content"><h1>云溪市民政局内部通讯（试刊）</h1>'
        f'<div class="time">{when}　来源：{view.site.name}</div><div class="article">{body}</div></div>'
        f"{foot(view, look)}</body></html>"
    )


def missing(view: View) -> str:
    look = indexes.LOOKS[view.site.id].look
    return f'{head(view, look, "页面不存在")}<body><h1>您访问的页面不存在或者已经删除</h1><a href="/">返回首页</a></body></html>'


def _in_script(view: View, page: str) -> str:
    return traditional(page) if view.site.traditional else page
