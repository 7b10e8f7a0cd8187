"""Article pages of the news portals."""

import json

from demo.markup.furniture import (
    Look,
    comments,
    foot,
    head,
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

JIUYU = Look(prefix="jy", blocks=8, main="#0b4ea2", dark="#083a7a", rich=True, channels=22)
XBZAIXIAN = Look(prefix="xz", blocks=7, main="#d7000f", dark="#a5000b", align="left", rich=True, channels=20)
YUNXIWANG = Look(prefix="yx", blocks=6, main="#0a7d5a", dark="#075c42", rich=True, channels=18)
YINLING = Look(prefix="yl", blocks=6, main="#c77b1e", dark="#a06216", align="left", channels=9)


def jiuyu(page: Sheet) -> str:
    """A central portal: the date split over spans, the origin below the headline."""
    view, look = page.view, JIUYU
    metas = f'<meta name="publishdate" content="{page.when:%Y-%m-%d}">\n<meta name="source" content="来源：{page.origin}">\n'
    return f"""{head(view, look, f"{page.title}-{view.site.title}", metas)}<body>
{view.once("top", lambda: masthead(view, look))}<div class="jy-wrap clearfix"><div class="jy-main">
<div class="header jy-headline"><div class="header-time">
<span class="year"><em>{page.when:%Y}</em>年</span><span class="day"><em>{page.when:%m}</em>月<em>{page.when:%d}</em>日</span>
<span class="time">{page.when:%H:%M:%S}</span></div><div class="source">来源：{page.origin}</div>
<h1 class="jy-title"><span class="title">{page.title}</span></h1></div>
<div id="detail" class="jy-body">
{in_paragraphs(page.texts)}
</div>
<div class="jy-editor"><span class="editor">【责任编辑：{page.editor}】</span></div>
{share(look)}{related(view, look, page.number, "深度阅读")}{view.once("comments", lambda: comments(look))}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 46) + scripts(view, look, "detail"))}</body>
</html>"""


def xbzaixian(page: Sheet) -> str:
    """A provincial portal: everything about the text in one line, the editor first."""
    view, look = page.view, XBZAIXIAN
    writers = "　作者：" + page.reporters if page.reporters else ""
    former = f'<p class="xz-former">原标题：{page.formerly}</p>\n' if page.formerly else ""
    metas = f'<meta name="description" content="{page.texts[0][:80]}">\n<meta name="keywords" content="湘北 {page.column.name}">\n'
    return f"""{head(view, look, f"{page.title}_{page.column.name}_{view.site.title}", metas)}<body>
{view.once("top", lambda: masthead(view, look))}<div class="xz-wrap clearfix"><section class="xz-main">
<div class="xz-crumb"><a href="/">{view.site.title}</a>&gt;<a href="{page.column.path}">{page.column.name}</a>&gt;正文</div>
<h1 class="detail_title xz-title">{page.title}</h1>
<div class="xz-info"><span class="p_l_10">来源：{page.origin}</span><span class="p_l_20">{writers.strip("　")}</span><span>编辑：{page.editor}</span>
<span class="p_l_25">{page.when:%Y-%m-%d %H:%M}</span></div>
<article class="detail_article_content xz-body" id="content">
{with_picture(in_spans(page.texts), view.site.id, page.number)}
</article>
{former}<div class="xz-from">来源：{page.origin}</div>
{share(look)}{related(view, look, page.number, "推荐阅读")}{view.once("comments", lambda: comments(look))}</section>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 46) + scripts(view, look, "content"))}</body>
</html>"""


def yunxiwang(page: Sheet) -> str:
    """The city's portal: Open Graph tags, the time to the second, text in nested boxes."""
    view, look = page.view, YUNXIWANG
    metas = (
        f'<meta property="og:type" content="article">\n<meta property="og:title" content="{page.title}">\n'
        f'<meta property="og:site_name" content="{view.site.title}">\n<meta property="og:url" content="{view.url(page.number)}">\n'
        f'<meta property="article:published_time" content="{page.when.isoformat()}">\n'
    )
    return f"""{head(view, look, f"{page.title}-{view.site.title}", metas)}<body>
{view.once("top", lambda: masthead(view, look))}<div class="yx-wrap clearfix"><div class="yx-main">
<div class="yx-crumb">位置：<a href="/">首页</a> - <a href="{page.column.path}">{page.column.name}</a></div>
<div class="article-head"><h1 class="yx-title">{page.title}</h1>
<ul class="yx-info"><li>发布时间：{page.when:%Y-%m-%d %H:%M:%S}</li><li>来源：{page.origin}</li><li>作者：{page.reporters or page.origin}</li></ul></div>
<div class="article-box"><div class="article-inner"><div class="yx-body" id="artibody">
{in_paragraphs(page.texts)}
</div></div></div>
<div class="article-foot"><span>责任编辑：{page.editor}</span><a href="#yx-comment">我要评论</a></div>
{share(look)}{related(view, look, page.number, "猜你喜欢")}{view.once("comments", lambda: comments(look))}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 46) + scripts(view, look, "artibody"))}</body>
</html>"""


def yinling(page: Sheet) -> str:
    """A trade site on a modern framework: JSON-LD and semantic tags."""
    view, look = page.view, YINLING
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.when.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in page.reporters.split()] or {"@type": "Organization", "name": page.origin},
        "publisher": {"@type": "Organization", "name": view.site.name},
        "mainEntityOfPage": view.url(page.number),
    }
    linked = f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>\n'
    return f"""{head(view, look, f"{page.title} | {view.site.title}", linked)}<body>
{view.once("top", lambda: masthead(view, look))}<main class="yl-wrap clearfix"><article class="yl-main">
<header><p class="yl-kicker">{page.column.name}</p><h1 class="yl-title">{page.title}</h1>
<p class="yl-info"><time datetime="{page.when.isoformat()}">{page.when:%Y.%m.%d %H:%M}</time> <span class="from">{page.origin}</span></p></header>
<div class="yl-body post-content">
{in_paragraphs(page.texts)}
</div>
<footer class="yl-tags"><a href="/tag/1">行业</a><a href="/tag/2">政策</a><a href="/tag/3">地方</a></footer>
{share(look)}{related(view, look, page.number, "继续阅读")}</article>
{view.once("side", lambda: side(view, look))}</main>
{view.once("foot", lambda: foot(view, look, 16) + scripts(view, look, "yl-body"))}</body>
</html>"""
