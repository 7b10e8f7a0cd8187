"""Every outlet's own pages."""

from demo.view import View


def article(view: View, number: int) -> str:
    world, site = view.world, view.site
    text = world.page(number)
    body = "\n".join(f"<p>　　{paragraph.text}</p>" for paragraph in text.paragraphs)
    when = f"{world.published(number):%Y年%m月%d日 %H:%M:%S}" if site.seconds else f"{world.published(number):%Y年%m月%d日 %H:%M}"
    return f"""<!DOCTYPE html><html><head><meta charset="{site.charset}"><title>{text.title.text}_{site.title}</title></head>
<body><div class="content"><h1>{text.title.text}</h1><div class="time">{when}　来源：{world.origin(number)}</div>
<div class="article">{body}</div><div class="editor">责任编辑：{view.editor(number)}</div></div></body></html>"""


def listing(view: View, column: int, page: int, pages: int) -> str:
    from demo.lists import DATA, datastore, rows
    from demo.outlets import Paging

    site = view.site
    if site.paging is Paging.JPAGE:
        following = f'<a href="{DATA}?page=1&appid=1&webid=1&path=/&columnid=33718&unitid=212860&webname=x&permissiontype=0"></a>'
        inside = f'<div id="212860"><script type="text/xml">{datastore(view, 1, following)}</script></div>'
    else:
        items = "".join(
            f'<li><a href="{view.link(n)}">{view.world.title(n)}</a><span>{view.world.published(n):%Y-%m-%d}</span></li>' for n in rows(view, column, page)
        )
        inside = f'<ul class="list">{items}</ul>'
    pager = ""
    if site.paging is Paging.SCRIPT:
        pager = f'<script>createPageHTML({pages}, {page - 1}, "index", "html");</script>'
    elif site.paging is Paging.NEXT and page < pages:
        pager = f'<a href="{site.columns[column].path}index_{page - 1 + site.second}.html">下一页</a>'
    return f"""<!DOCTYPE html><html><head><meta charset="{site.charset}"><title>{site.columns[column].name}_{site.title}</title></head>
<body><div class="content">{inside}{pager}</div></body></html>"""


def closed(view: View) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="{view.site.charset}"><title>内部资料</title></head><body><h1>云溪市民政局内部通讯</h1><div class="article"><p>云溪市民政局内部资料，请勿外传。</p></div></body></html>'


def missing(view: View) -> str:
    return "<!DOCTYPE html><html><head><title>404</title></head><body><h1>您访问的页面不存在</h1></body></html>"
