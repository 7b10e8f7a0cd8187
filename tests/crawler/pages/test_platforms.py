"""Pages of platforms and papers as other accounts and other years show them."""

import json
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from crawler.pages.read import read
from model.capture import Capture
from model.reading import PageKind, Reading, Status

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
SENTENCE = "段：市民政局在全市开展养老服务进社区活动，组织护理员上门为高龄老人体检理发，并讲解助餐点的办理流程。"
TEXT = "".join(f"<p>第{n}{SENTENCE}</p>" for n in range(4))
WEIXIN = "https://mp.weixin.qq.com/s/abc"


def reading(body: str, url: str = "https://www.x.example/1.html", kind: str = "text/html") -> Reading:
    return read(Capture(url=url, fetched=NOW, status=200, headers=(("Content-Type", f"{kind}; charset=utf-8"),), body=body.encode(), source=""))


@pytest.mark.parametrize(
    ("said", "kind", "status"),
    [
        ("该公众号已自主注销", PageKind.GONE, Status.GONE),
        ("此内容被投诉且经审核涉嫌侵权，无法查看。", PageKind.GONE, Status.GONE),
        ("根据相关法律法规，此内容无法查看", PageKind.GONE, Status.GONE),
        ("此内容发送失败无法查看", PageKind.GONE, Status.GONE),
        ("该公众号不存在", PageKind.GONE, Status.GONE),
        ("该内容暂时无法查看", PageKind.UNKNOWN, Status.UNAVAILABLE),
    ],
)
def test_notices_in_place_of_a_post(said: str, kind: PageKind, status: Status) -> None:
    found = reading(f'<html><body><div class="weui-msg"><h2 class="weui-msg__title">{said}</h2></div></body></html>', WEIXIN)
    assert (found.kind, found.status) == (kind, status)


def test_a_short_text_is_called_by_its_beginning_and_keeps_its_lines() -> None:
    script = r"var ct = '1794297010'; nick_name: JsDecode('云溪发布'), content_noencode: JsDecode('第一句。\x0a第二句 \x26lt;好\x26gt;')"
    found = reading(f'<html><body><div id="js_article"></div><script>{script}</script></body></html>', WEIXIN)
    assert (found.title, found.body, found.account) == ("第一句。", "第一句。\n第二句 <好>", "云溪发布")


STATUS = {"id": "5", "mid": "5", "bid": "N", "created_at": "Tue Nov 10 09:30:00 +0800 2026", "user": {"screen_name": "云溪发布"}, "attitudes_count": "100万+"}


def test_a_long_post_is_read_in_full() -> None:
    post = STATUS | {"text": "【上门】开头……<br />全文", "longText": {"longTextContent": "【上门】开头，中间。<br />结尾。"}}
    page = f"<html><body><div id=app></div><script>var $render_data = [{json.dumps({'status': post})}][0] || {{}};</script></body></html>"
    found = reading(page, "https://m.weibo.cn/detail/5")
    assert (found.title, found.body, found.counts, found.at_least) == ("上门", "【上门】开头，中间。\n结尾。", {"likes": 1_000_001}, ("likes",))


def test_a_post_of_a_few_words() -> None:
    found = reading(json.dumps(STATUS | {"ok": 1, "text_raw": "重阳安康。"}), "https://weibo.com/ajax/statuses/show?id=N", "application/json")
    assert (found.kind, found.body, found.account) == (PageKind.ARTICLE, "重阳安康。", "云溪发布")


def test_a_post_that_is_gone() -> None:
    assert reading('{"ok":0,"msg":"微博不存在或暂无查看权限!"}', "https://m.weibo.cn/statuses/show?id=5", "application/json").status is Status.GONE


def test_a_headline_article_of_weibo() -> None:
    data = {"title": "头条文章", "content": TEXT, "create_at": "11-10 09:30", "read_count": "10万+", "userinfo": {"screen_name": "云溪发布"}}
    found = reading(json.dumps({"code": "100000", "data": data}), "https://card.weibo.com/article/m/aj/detail?id=1", "application/json")
    assert (found.account, str(found.published), found.counts) == ("云溪发布", "2026-11-10 09:30:00+08:00", {"reads": 100_001})


def test_accounts_by_the_marks_of_their_platform() -> None:
    toutiao = f'<h1>养老</h1><div class="article-meta"><span>2026-11-10 09:30</span><span class="name"><a>云溪发布</a></span></div><article>{TEXT}</article>'
    baijia = f'<h1>养老</h1><p class="author-name"><a>云溪发布</a></p><span>2026-11-10 09:30</span><span>湖南</span><div class="article-content">{TEXT}</div>'
    people = f'<h2>养老</h2><div class="other"><p><a><span>云溪发布</span></a></p><p>2026-11-10 09:30</p></div>{TEXT}<p class="commnent"></p>'
    for body in (toutiao, baijia, people):
        found = reading(f"<html><head><title>养老</title></head><body>{body}</body></html>")
        assert (found.account, found.origin, str(found.published)) == ("云溪发布", "云溪发布", "2026-11-10 09:30:00+08:00")


def test_a_date_without_a_year_is_of_the_year_that_the_head_names() -> None:
    head = '<head><title>养老</title><meta itemprop="dateUpdate" content="2019-10-08"></head>'
    found = reading(f"<html>{head}<body><h1>养老</h1><div><span>发布时间：10-08</span><span>12:00</span></div>{TEXT}</body></html>")
    assert str(found.published) == "2019-10-08 12:00:00+08:00"


def test_counts_in_the_data_of_a_shell() -> None:
    data = {"articleInfo": {"title": "养老", "content": TEXT, "publishTime": 1794297010, "itemCell": {"itemCounter": {"diggCount": 3, "commentCount": 2}}}}
    shell = f'<html><body><div id="root"></div><script type="application/json">{quote(json.dumps(data))}</script></body></html>'
    assert reading(shell).counts == {"likes": 3, "comments": 2}


def test_a_live_page_tells_its_summary() -> None:
    live = {"liveDetail": {"liveInfo": {"name": "直播：养老服务上门", "summary": f"一{SENTENCE}", "pubTimeLong": 1794297010000}}}
    found = reading(f'<html><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(live)}</script></body></html>')
    assert (found.title, found.body, str(found.published)[:10]) == ("直播：养老服务上门", f"一{SENTENCE}", "2026-11-10")


def test_headings_around_the_headline_of_a_printed_piece() -> None:
    where = '<span class="date">《人民日报》（2026年11月10日 第 03 版）</span>'
    body = f'<div><h3>民生实事</h3><h1>养老服务送上门</h1><h2>东街食堂启用</h2><p class="sec">本报记者 张三 李四{where}</p><div id="ozoom">{TEXT}</div></div>'
    found = reading(f"<html><head><title>养老服务送上门</title></head><body>{body}</body></html>")
    assert (found.lead_title, found.subtitle, found.reporters, found.origin, found.page_no) == ("民生实事", "东街食堂启用", ("张三", "李四"), "人民日报", "03")


def test_names_alone_below_the_headline_of_a_printed_piece() -> None:
    where = "<div>《人民日报》（2024年05月01日   第 02 版）</div>"
    body = f'<div><h3></h3><h1>养老服务送上门</h1><h2></h2><h4>张三 李四</h4>{where}<div id="ozoom">{TEXT}</div></div>'
    found = reading(f"<html><head><title>养老服务送上门</title></head><body>{body}</body></html>")
    assert (found.reporters, found.subtitle, found.origin) == (("张三", "李四"), "", "人民日报")


def test_pictures_behind_the_words_of_a_post() -> None:
    behind = '<section style="background-image: url(&quot;https://mmbiz.qpic.cn/b/640&quot;);"></section>'
    body = f'<div id="js_content">{TEXT}<p><img data-src="https://mmbiz.qpic.cn/a/640"></p>{behind}</div>'
    assert reading(f'<html><body><h1 id="activity-name">养老</h1>{body}</body></html>', WEIXIN).images == (
        "https://mmbiz.qpic.cn/a/640",
        "https://mmbiz.qpic.cn/b/640",
    )


def test_a_picture_post_has_no_watermarks_and_its_data_may_be_json() -> None:
    pictures = "picture_page_info_list = [{cdn_url: 'https://mmbiz.qpic.cn/a/0', watermark_info: {cdn_url: 'https://mmbiz.qpic.cn/wm/0'}}]"
    script = f'var ct = "1794297010"; window.cgiDataNew = {{"nick_name":"云溪发布"}}; {pictures};'
    head = '<head><meta property="og:title" content="图集"><meta name="description" content="一组照片"></head>'
    found = reading(f'<html>{head}<body><div id="js_article"></div><script>{script}</script></body></html>', WEIXIN)
    assert (found.images, found.account) == (("https://mmbiz.qpic.cn/a/0",), "云溪发布")


POST = "今天上午，临江县民政局在城关镇举办防灾减灾演练，三百多名群众参加。\n演练设了预警、转移、安置三个环节。"
PICTURE = "https://p3.toutiaoimg.com/a.jpg"
THREAD = {
    "threadId": "1872455359275008",
    "title": "",
    "content": POST,
    "createTime": 1794297010,
    "user": {"info": {"name": "临江民政", "userId": "55", "desc": "临江县民政局官方账号"}},
    "action": {"readCount": 1200, "diggCount": 15, "commentCount": 3},
    "largeImageList": [{"url": PICTURE}],
}
SNAKE = {
    "thread_id": "1",
    "content": POST,
    "create_time": "1794297010",
    "user": THREAD["user"],
    "action": {"read_count": 1200, "digg_count": 15, "comment_count": 3},
}
OTHER = {"title": "推荐阅读", "abstract": SENTENCE * 2, "content": SENTENCE * 9, "publishTime": 1794290000}
MICRO = "https://m.toutiao.com/w/1872455359275008/"
SHOWN = f"""<div class="author-info"><div class="desc"><a class="name" href="/c/user/token/x/">临江民政</a>
<p><span class="time">2026-11-10 09:30</span><span>·</span><span>临江县民政局官方账号</span></p></div></div>
<div class="weitoutiao-html">{POST}</div><div class="image-list"><img class="weitoutiao-img" src="{PICTURE}"></div>"""
TITLED = "<head><title>今天上午，临江县民政局在城关镇举办防灾减灾演练，三百多...-今日头条</title></head>"


def hydrated(data: object, shown: str = '<div id="root"></div>') -> str:
    return f'<html>{TITLED}<body>{shown}<script id="RENDER_DATA" type="application/json">{quote(json.dumps(data))}</script></body></html>'


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"success": True, "data": {"group_source": 5, "thread": {"thread_base": SNAKE}}}),
        hydrated({"articleInfo": {"thread": {"threadBase": THREAD}}}),
        hydrated({"articleInfo": {"thread": {"threadBase": THREAD}}, "recommend": [OTHER]}, SHOWN),
    ],
    ids=["interface", "shell", "page"],
)
def test_a_micro_post_of_toutiao_in_its_data(body: str) -> None:
    found = reading(body, MICRO)
    assert (found.kind, found.title, found.body) == (PageKind.ARTICLE, POST.partition("\n")[0], POST)
    assert (found.account, found.origin, str(found.published)) == ("临江民政", "临江民政", "2026-11-10 15:50:10+08:00")
    assert found.counts == {"reads": 1200, "likes": 15, "comments": 3}


def test_a_micro_post_of_toutiao_as_it_is_shown() -> None:
    found = reading(f"<html>{TITLED}<body>{SHOWN}</body></html>", MICRO)
    assert (found.title, found.account, found.origin) == (POST.partition("\n")[0], "临江民政", "临江民政")
    assert (str(found.published), found.images) == ("2026-11-10 09:30:00+08:00", (PICTURE,))


def test_a_micro_post_of_a_few_words_keeps_its_pictures() -> None:
    found = reading(hydrated({"articleInfo": {"thread": {"threadBase": THREAD | {"content": "重阳安康！"}}}}), MICRO)
    assert (found.title, found.body, found.images) == ("重阳安康！", "重阳安康！", (PICTURE,))


def test_the_long_text_of_a_post_alone_has_no_time_of_its_own() -> None:
    found = reading(
        json.dumps({"ok": 1, "data": {"ok": 1, "longTextContent": "【上门】全文。<br />结尾。", "attitudes_count": 7}}),
        "https://m.weibo.cn/statuses/extend?id=5",
    )
    assert (found.kind, found.title, found.body, found.published, found.counts) == (PageKind.ARTICLE, "上门", "【上门】全文。\n结尾。", None, {"likes": 7})


def test_a_shared_page_of_a_short_video() -> None:
    aweme = {
        "aweme_id": "7317848191443995931",
        "desc": "防灾演练 #民政 #防灾减灾",
        "create_time": 1794297010,
        "author": {"nickname": "临江民政", "signature": f"官方账号：{SENTENCE}"},
        "statistics": {"digg_count": 12, "comment_count": 2, "share_count": 1, "play_count": 0},
    }
    data = {"loaderData": {"video_layout": None, "video_(id)/page": {"videoInfoRes": {"status_code": 0, "item_list": [aweme]}}}, "errors": None}
    page = f'<html><head><title></title></head><body><div id="root"></div><script>window._ROUTER_DATA = {json.dumps(data)}</script></body></html>'
    found = reading(page, "https://www.iesdouyin.com/share/video/7317848191443995931/")
    assert (found.title, found.body, found.account) == ("防灾演练", "防灾演练 #民政 #防灾减灾", "临江民政")
    assert (str(found.published)[:10], found.counts) == ("2026-11-10", {"likes": 12, "comments": 2, "shares": 1})


@pytest.mark.parametrize(("title", "kind"), [("直播：防灾演练_澎湃新闻-The Paper", PageKind.ARTICLE), ("澎湃新闻", PageKind.SCRIPT)])
def test_a_few_words_of_a_live_page_count_where_the_page_is_called_like_them(title: str, kind: PageKind) -> None:
    live = {"detailData": {"liveDetail": {"name": "直播：防灾演练", "summary": "直击现场", "publishTime": 1794297010000}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(live)}</script>'
    found = reading(f'<html><head><title>{title}</title></head><body><div id="__next"></div>{script}</body></html>', "https://m.thepaper.cn/detail/1")
    assert (found.kind, found.body) == (kind, "直击现场" if kind is PageKind.ARTICLE else "")


def test_a_summary_of_a_few_words_hides_none_that_is_longer() -> None:
    inner = {"title": "直播：防灾演练", "summary": SENTENCE, "publishTime": 1794297010000}
    data = json.dumps({"title": "直播", "summary": "直播", "data": inner})
    page = f"<html><head><title>直播：防灾演练_云溪网</title></head><body><script>window.__NUXT__ = {data}</script>"
    assert reading(page).body == SENTENCE


def test_the_name_of_the_site_is_not_what_a_page_is_about() -> None:
    data = json.dumps({"site": {"name": "云溪网", "description": "云溪网"}})
    page = f"<html><head><title>全市养老服务会议召开_云溪网</title></head><body><script>window.__NUXT__ = {data}</script>"
    assert reading(page).title == "全市养老服务会议召开"


@pytest.mark.parametrize("beside", ["", f"<script>window.__NUXT__ = {json.dumps({'recommend': [THREAD]})}</script>"], ids=["shown", "in data"])
def test_an_article_with_a_post_beside_it_stays_an_article(beside: str) -> None:
    text = "".join(f"<p>{n}、{SENTENCE}</p>" for n in range(9))
    found = reading(
        f'<body><h1>养老服务会议召开</h1><p>2026-11-10 09:30 来源：云溪日报</p><div>{text}</div><div class="weitoutiao-html">{POST}</div>{beside}</body>'
    )
    assert (found.title, found.origin, found.body[:2]) == ("养老服务会议召开", "云溪日报", "0、")


def test_a_short_article_with_a_video_in_its_data_stays_an_article() -> None:
    video = json.dumps({"recommend": [{"aweme_id": "7317848191443995931", "desc": SENTENCE * 9, "author": {"nickname": "别人"}}]})
    found = reading(f"<body><h1>养老服务会议召开</h1><p>2026-11-10 09:30 来源：云溪日报</p><div><p>{SENTENCE}</p></div><script>_ROUTER_DATA = {video}</script>")
    assert (found.title, found.body) == ("养老服务会议召开", SENTENCE)


def test_comments_do_not_make_a_list_of_an_article() -> None:
    comments = [{"thread_id": str(number), "user": {"name": "网友"}, "content": "说得好"} for number in range(5)]
    article = {"title": "养老服务会议召开", "publishTime": "2026-11-10 09:30", "content": SENTENCE * 9}
    found = reading(json.dumps({"data": {"comments": comments, "article": article}}))
    assert (found.kind, found.title, found.body) == (PageKind.ARTICLE, "养老服务会议召开", SENTENCE * 9)
