"""Article pages of the counties' sites and of the bureau's own portal."""

from demo.markup.furniture import Look, comments, foot, head, in_lines, in_paragraphs, in_spans, masthead, related, scripts, share, side, with_picture
from demo.markup.sheet import Sheet

LINJIANG = Look(prefix="lj", blocks=6, main="#2b6cb0", dark="#1f4f82", channels=12)
QINGSHI = Look(prefix="gov", blocks=9, main="#0f5aa6", dark="#0a4179", channels=10)
YUNTAI = Look(prefix="yt", blocks=6, main="#3a7d2c", dark="#2a5c20", channels=9)
BAILU = Look(prefix="h5", blocks=1, main="#07a0c3", dark="#057a95", align="left", channels=6)
MZJ = Look(prefix="mz", blocks=9, main="#c1272d", dark="#931d22", channels=8)


def linjiang(page: Sheet) -> str:
    """A county's news site: the date written 2026-10/18, the writers at the end."""
    view, look = page.view, LINJIANG
    writers = f"<span>作者：{page.reporters}</span>" if page.reporters else ""
    return f"""{head(view, look, f"{page.title}-{view.site.title}")}<body>
{view.once("top", lambda: masthead(view, look))}<div class="lj-wrap clearfix"><div class="lj-main">
<div class="lj-crumb">您的位置：首页 &gt; {page.column.name} &gt; 正文</div>
<div class="lj-headline"><h2 class="lj-title">{page.title}</h2></div>
<div class="lj-info"><span class="pubtime">{page.when:%Y-%m/%d %H:%M}</span><span class="from">来源：{page.origin}</span>{writers}</div>
<div class="lj-body" id="Zoom">
{with_picture(in_paragraphs(page.texts), view.site.id, page.number)}
</div>
<div class="lj-foot-note">编辑：{page.editor}</div>
{share(look)}{related(view, look, page.number)}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 20) + scripts(view, look, "Zoom"))}</body>
</html>"""


def government_tags(page: Sheet, code: str, domain: str) -> str:
    """The page tags of government sites."""
    names = {
        "SiteName": page.view.site.title,
        "SiteDomain": domain,
        "SiteIDCode": code,
        "ColumnName": page.column.name,
        "ColumnType": "工作动态",
        "ColumnKeywords": "民生,动态",
        "ColumnDescription": f"{page.view.site.title}{page.column.name}栏目",
        "ArticleTitle": page.title,
        "PubDate": f"{page.when:%Y-%m-%d %H:%M}" + (f":{page.when:%S}" if page.view.site.seconds else ""),
        "ContentSource": page.origin,
        "Author": page.reporters,
        "Keywords": "",
        "Description": page.texts[0][:60],
        "Url": page.view.world.path(page.number),
    }
    return "".join(f'<meta name="{name}" content="{value}">\n' for name, value in names.items())


def qingshi(page: Sheet) -> str:
    """A district government's site on TRS: tags, an editor's boxes within boxes, the pager of long articles."""
    view, look = page.view, QINGSHI
    return f"""{head(view, look, f"{page.title}_{view.site.title}", government_tags(page, "4399030001", view.site.host))}<body>
{view.once("top", lambda: masthead(view, look))}<div class="gov-wrap clearfix"><div class="gov-crumb">当前位置：首页 &gt; 政务公开 &gt; {page.column.name}</div>
<div class="gov-article"><div class="gov-title">{page.title}</div>
<div class="gov-info"><span>发布时间：{page.when:%Y-%m-%d %H:%M:%S}</span><span>信息来源：{page.origin}</span>
<span class="tools">浏览次数：<b id="hits">-</b>　【字体：<a href="javascript:gov.size('l')">大</a> <a href="javascript:gov.size('s')">小</a>】</span></div>
<div class="gov-body"><div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">
{in_paragraphs(page.texts)}
</div></div></div>
<script type="text/javascript">createPageHTML(1, 0, "t{page.when:%Y%m%d}_{page.number}", "html");</script>
<div class="gov-editor">责任编辑：{page.editor}</div>
{share(look)}</div></div>
{view.once("foot", lambda: foot(view, look, 24) + scripts(view, look, "zoom"))}</body>
</html>"""


def yuntai(page: Sheet) -> str:
    """A small county site in an old charset: font tags and lines with breaks."""
    view, look = page.view, YUNTAI
    return f"""{head(view, look, f"{page.title} {view.site.title}")}<body>
{view.once("top", lambda: masthead(view, look))}<div class="yt-wrap clearfix"><div class="yt-main">
<div class="yt-crumb">首页 → {page.column.name} → 浏览正文</div>
<h3 class="yt-title" align="center"><font color="#1f3f7f">{page.title}</font></h3>
<div class="yt-info" align="center">时间：{page.when:%Y-%m-%d %H:%M}　来源：{page.origin}　点击：{page.number % 900 + 31}次</div>
<div class="yt-body" id="MyContent"><font size="3">
{in_lines(page.texts)}
</font></div>
<div align="right" class="yt-editor">责任编辑：{page.editor}</div>
{related(view, look, page.number, "上一篇 下一篇")}</div>
{view.once("side", lambda: side(view, look))}</div>
{view.once("foot", lambda: foot(view, look, 10) + scripts(view, look, "MyContent"))}</body>
</html>"""


def bailu(page: Sheet) -> str:
    """The page that an app shows in its web view."""
    view, look = page.view, BAILU
    return f"""{head(view, look, page.title)}<body class="h5">
<div class="h5-app"><a class="open" href="app://open?id={page.number}">打开白鹭洲时讯客户端</a></div>
<div class="h5-wrap news_detail"><h1 class="news_detail_title">{page.title}</h1>
<div class="news_detail_meta"><span class="name">来源：{page.origin}</span>
<span class="time">{page.when:%Y.%m.%d %H:%M}</span>
<span class="column">{page.column.name}</span></div>
<div id="article-content" class="h5-body">
{in_spans(page.texts)}
</div>
<div class="news_detail_editor"><p>编辑：{page.editor}</p><p>审核：{view.editor(page.number + 3)}</p></div>
<div class="h5-like"><span class="read">阅读 {page.number % 4000 + 120}</span><span class="zan">赞 {page.number % 57}</span></div>
{related(view, look, page.number, "相关推荐")}{view.once("comments", lambda: comments(look))}</div>
{view.once("foot", lambda: foot(view, look, 0) + scripts(view, look, "article-content"))}</body>
</html>"""


def mzj(page: Sheet) -> str:
    """The bureau's own portal on 大汉 jcms."""
    view, look = page.view, MZJ
    return f"""{head(view, look, page.title, government_tags(page, "4399000027", view.site.host))}<body>
{view.once("top", lambda: masthead(view, look))}<div class="mz-wrap clearfix"><div id="{page.number}" class="main-fl bt-left">
<div class="mz-crumb">当前位置：首页 &gt; 新闻中心 &gt; {page.column.name}</div>
<div class="mz-title" id="title">{page.title}</div>
<div class="mz-info"><p class="explain"><span>发布日期：{page.when:%Y-%m-%d %H:%M}</span><span>信息来源：{page.origin}</span><span>供稿：办公室</span></p></div>
<div id="zoom" class="mz-body main-txt"><!--ZJEG_RSS.content.begin--><meta name="ContentStart">
{in_paragraphs(page.texts)}
<meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div>
<div class="mz-editor">责任编辑：{page.editor}</div>
{share(look)}{related(view, look, page.number, "相关文章")}</div></div>
{view.once("foot", lambda: foot(view, look, 30) + scripts(view, look, "zoom"))}</body>
</html>"""
