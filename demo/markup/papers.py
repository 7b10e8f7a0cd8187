"""Article pages of the newspapers' sites."""

from demo.markup.furniture import (
    Look,
    comments,
    foot,
    head,
    in_lines,
    in_paragraphs,
    in_spans,
    masthead,
    related,
    scripts,
    share,
    side,
    with_picture,
)
from demo.markup.sheet import Sheet

XINMINSHENG = Look(prefix="xms", blocks=5, main="#b5121b", dark="#8e0d14", channels=14)
XBRIBAO = Look(prefix="rb", blocks=6, main="#c00", dark="#900", align="left", rich=True, channels=22)
RIBAO = Look(prefix="news", blocks=6, main="#a40000", dark="#7a0000", channels=12)
FULIBAO = Look(prefix="fl", blocks=6, main="#1a6fb5", dark="#12558c", channels=10)
CANGHAI = Look(prefix="ch", blocks=6, main="#14507a", dark="#0d3a5a", align="left", channels=12)


def xinminsheng(page: Sheet) -> str:
    """Date in words with blanks of full width, text in plain paragraphs."""
    view, look = page.view, XINMINSHENG
    by = f"　作者：{page.reporters}" if page.reporters else ""
    return f"""{head(view, look, f"{page.title}--{view.site.title}")}<body>
{view.once("top", lambda: masthead(view, look))}<div class="xms-wrap clearfix">
<div class="xms-crumb">您当前的位置：<a href="/">首页</a> &gt; {page.column.name}</div>
<div class="xms-main"><h1 class="xms-title">{page.title}</h1>
<div class="xms-tools fr"><a href="javascript:window.print()">打印本页</a></div>
<div class="xms-info">{page.when:%Y年%m月%d日 %H:%M}　来源：{page.origin}{by}</div>
<div class="xms-body" id="xmsText">
{with_picture(in_paragraphs(page.texts), view.site.id, page.number)}
</div>
<p class="xms-editor">（责编：{page.editor}）</p>
{share(look)}{related(view, look, page.number)}{view.once("comments", lambda: comments(look))}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 38) + scripts(view, look, "xmsText"))}</body>
</html>"""


def xbribao(page: Sheet) -> str:
    """A party paper's content system: a comment with the fields, headline in a div, text in an editor's box."""
    view, look = page.view, XBRIBAO
    facts = f"<articleid>{page.number}</articleid><date>{page.when:%Y-%m-%d %H:%M:%S}:000</date><author></author><nodename>{page.column.name}</nodename>"
    return f"""{head(view, look, f"{page.title}_{page.column.name}_{view.site.title}")}<!--enpproperty {facts}/enpproperty-->
<body class="rb-page">
{view.once("top", lambda: masthead(view, look))}<div class="rb-wrap clearfix">
<div class="rb-crumb">当前位置：{view.site.title} &gt; {page.column.name} &gt; 正文</div>
<div class="rb-main">
<div class="rb-headline"><h2 class="rb-title" id="title">{page.title}</h2>
<div class="rb-info"><span class="date">{page.when:%Y-%m-%d %H:%M}</span><span>[来源：{page.origin}]</span><span>[编辑：{page.editor}]</span>
<span class="tools">
字体：【<a href="javascript:rb.size('l')">大</a> <a href="javascript:rb.size('m')">中</a>
 <a href="javascript:rb.size('s')">小</a>】</span></div></div>
<div class="rb-body" id="zoom"><!--enpcontent-->
{in_paragraphs(page.texts)}
<!--/enpcontent--></div>
{share(look)}{related(view, look, page.number, "延伸阅读")}{view.once("comments", lambda: comments(look))}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look) + scripts(view, look, "zoom"))}</body>
</html>"""


def ribao(page: Sheet) -> str:
    """The city's party paper: plain and narrow."""
    view, look = page.view, RIBAO
    former = f'<div class="former">原标题：{page.formerly}</div>\n' if page.formerly else ""
    return f"""{head(view, look, f"{page.title} - {view.site.title}")}<body>
{view.once("top", lambda: masthead(view, look))}<div class="content news-wrap cf">
<div class="news-crumb"><a href="/">首页</a> / <a href="{page.column.path}">{page.column.name}</a> / 正文</div>
<div class="news-main">
<h1>{page.title}</h1>
<div class="time news-info">{page.when:%Y年%m月%d日 %H:%M}　来源：{page.origin}</div>
<div class="article news-body" id="article">
{with_picture(in_paragraphs(page.texts), view.site.id, page.number)}
</div>
{former}<div class="editor">责任编辑：{page.editor}</div>
{share(look)}{related(view, look, page.number, "相关新闻")}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 18) + scripts(view, look, "article"))}</body>
</html>"""


def fulibao(page: Sheet) -> str:
    """A trade paper: the text is lines with breaks in one box."""
    view, look = page.view, FULIBAO
    return f"""{head(view, look, f"{view.site.title}|{page.title}")}<body>
{view.once("top", lambda: masthead(view, look))}<div class="fl-wrap clearfix"><div class="fl-main">
<div class="fl-crumb"><a href="/">首页</a>&raquo;<a href="{page.column.path}">{page.column.name}</a></div>
<div class="fl-title"><b>{page.title}</b></div>
<table class="fl-info" width="100%"><tr>
<td align="center">发布日期：{page.when:%Y/%m/%d %H:%M}&nbsp;&nbsp;来源：{page.origin}&nbsp;&nbsp;责任编辑：{page.editor}</td></tr></table>
<div class="fl-body" id="content_text">
{in_lines(page.texts)}
</div>
<div class="fl-tip">声明：本报所载文章未经许可不得转载。</div>
{related(view, look, page.number, "上下篇")}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 12) + scripts(view, look, "content_text"))}</body>
</html>"""


def canghai(page: Sheet) -> str:
    """A paper in traditional characters; the whole page is converted at the end."""
    view, look = page.view, CANGHAI
    return f"""{head(view, look, f"{page.title} | {view.site.title}")}<body>
{view.once("top", lambda: masthead(view, look))}<div class="ch-wrap clearfix"><article class="ch-main">
<nav class="ch-crumb">主页 › 新闻 › {page.column.name}</nav>
<h1 class="ch-title">{page.title}</h1>
<p class="ch-info"><time>发布时间：{page.when:%Y-%m-%d %H:%M}</time><em>来源：{page.origin}</em></p>
<section class="ch-body" id="story">
{in_spans(page.texts)}
</section>
<p class="ch-editor">责任编辑：{page.editor}</p>
{related(view, look, page.number, "更多新闻")}{view.once("comments", lambda: comments(look))}</article>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 10) + scripts(view, look, "story"))}</body>
</html>"""
