"""Accounts on platforms, and link files: the shapes of their answers, in our own words."""

import io
import json
import zipfile
from typing import Any

import pytest

from crawler.discover.found import Result
from crawler.discover.weibo import number_of, title_of
from model.source import Kind
from tests.crawler.discover.pages import read, told

POST = "https://mp.weixin.qq.com/s?__biz=MzA5&mid=22475&idx={n}&sn=ab{n}"


def test_the_rows_of_a_back_office() -> None:
    rows = [
        {"aid": f"22475_{n}", "title": f"民政工作动态第{n}号", "link": POST.format(n=n), "create_time": 1795150800, "update_time": 1795150999} for n in (1, 2)
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    packed = json.dumps({"base_resp": {"ret": 0}, "publish_page": json.dumps({"publish_list": [{"publish_info": json.dumps({"appmsgex": rows})}]})})
    for text in (lines, json.dumps({"app_msg_list": rows, "base_resp": {"ret": 0}}), packed):
        assert told(read(Kind.WECHAT, text)) == [(POST.format(n=n), f"民政工作动态第{n}号", "2026-11-20 13:00") for n in (1, 2)]


def test_the_history_of_an_account() -> None:
    url = POST.format(n=1).replace("/", "\\/").replace("&", "&amp;") + "&amp;scene=27#wechat_redirect"
    more = [{"title": "同次第二条", "content_url": url.replace("idx=1", "idx=2"), "del_flag": 1}, {"title": "已删除", "content_url": "", "del_flag": 4}]
    row = {
        "comm_msg_info": {"datetime": 1795150800, "type": 49},
        "app_msg_ext_info": {"title": "同次第一条", "content_url": url, "multi_app_msg_item_list": more},
    }
    found = read(Kind.WECHAT, json.dumps({"ret": 0, "general_msg_list": json.dumps({"list": [row]})}))
    assert [(row.title, "idx=" + row.url.partition("idx=")[2][0], str(row.published)) for row in found.rows] == [
        ("同次第一条", "idx=1", "2026-11-20 13:00:00+08:00"),
        ("同次第二条", "idx=2", "2026-11-20 13:00:00+08:00"),
    ]


@pytest.mark.parametrize("single", [False, True])
def test_an_album_goes_on_after_its_last_post(single: bool) -> None:
    posts = [{"title": "民政工作动态", "url": POST.format(n=1), "create_time": "1795150800", "msgid": "22475", "itemidx": "1"}]
    album = {"article_list": posts[0] if single else posts, "continue_flag": "1"}
    url = "https://mp.weixin.qq.com/mp/appmsgalbum?action=getalbum&__biz=MzA5&album_id=7&count=20"
    found = read(Kind.WECHAT, json.dumps({"base_resp": {"ret": 0}, "getalbum_resp": album}), url=url)
    assert told(found) == [(POST.format(n=1), "民政工作动态", "2026-11-20 13:00")]
    assert found.next
    assert found.next.url == url + "&begin_msgid=22475&begin_itemidx=1"


def test_the_page_of_an_account_that_a_script_draws() -> None:
    more = [{"title": "同次第二条", "content_url": "/s?timestamp=15&amp;src=3&amp;signature=b"}]
    info = {"title": "同次第一条", "content_url": "/s?timestamp=15&amp;src=3&amp;signature=a", "multi_app_msg_item_list": more}
    sent = json.dumps({"list": [{"app_msg_ext_info": info, "comm_msg_info": {"datetime": 1795150800}}]})
    found = read(Kind.WECHAT, f"<html><body><div id='history'></div><script>var msgList = {sent};seajs.use('x');</script></body></html>")
    assert told(found) == [
        ("https://mp.weixin.qq.com/s?timestamp=15&src=3&signature=a", "同次第一条", "2026-11-20 13:00"),
        ("https://mp.weixin.qq.com/s?timestamp=15&src=3&signature=b", "同次第二条", "2026-11-20 13:00"),
    ]


def test_the_page_of_an_album() -> None:
    link = POST.format(n=1).replace("&", "&amp;")
    text = f"<html><body><li data-link='{link}' data-title='民政工作动态'><span class='js_article_create_time'>1795150800</span></li></body></html>"
    assert told(read(Kind.WECHAT, text)) == [(POST.format(n=1), "民政工作动态", "2026-11-20 13:00")]


def test_a_bridge_is_a_feed_that_names_the_post_itself() -> None:
    text = "<rss><channel><generator>wewe-rss</generator><item><title>民政工作动态</title><link>https://mp.weixin.qq.com/s/abc</link><author>市民政局</author></item></channel></rss>"
    found = read(Kind.WECHAT, text)
    assert told(found) == [("https://mp.weixin.qq.com/s/abc", "民政工作动态", "")]
    assert found.rows[0].account == "市民政局"


def test_the_accounts_of_a_bridge_lead_to_their_feeds() -> None:
    account = {"id": "MP_WXS_35", "name": "市民政局", "intro": "", "cover": "https://a.example/1", "syncTime": 1795150800, "updateTime": 1795150800}
    for url in ("http://bridge.example/feeds", "http://bridge.example/feeds/"):
        found = read(Kind.WECHAT, json.dumps([account, account | {"id": "MP_WXS_36", "name": "县民政局"}]), url=url)
        assert told(found) == [
            ("http://bridge.example/feeds/MP_WXS_35.atom", "市民政局", ""),
            ("http://bridge.example/feeds/MP_WXS_36.atom", "县民政局", ""),
        ]
        assert found.nested
    assert read(Kind.WECHAT, "[]", url=url).outcome is Result.EMPTY


@pytest.mark.parametrize(
    ("kind", "text", "status", "outcome"),
    [
        (Kind.WECHAT, '{"base_resp": {"ret": 200013, "err_msg": "freq control"}}', 200, Result.BLOCKED),
        (Kind.WECHAT, '{"base_resp": {"ret": 0}, "getalbum_resp": {"article_list": []}}', 200, Result.EMPTY),
        (Kind.WECHAT, "<html><body>环境异常</body></html>", 200, Result.BLOCKED),
        (Kind.WEIBO, '{"ok": -100, "url": "https://passport.weibo.com/"}', 200, Result.BLOCKED),
        (Kind.WEIBO, '{"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}}', 200, Result.BLOCKED),
        (Kind.WEIBO, '{"ok": 1, "data": {"cards": []}}', 200, Result.EMPTY),
        (Kind.WEIBO, "", 432, Result.BLOCKED),
        (Kind.TOUTIAO, "", 200, Result.BLOCKED),
        (Kind.TOUTIAO, '{"message": "success", "data": []}', 200, Result.EMPTY),
        (Kind.THEPAPER, '{"code": 200, "data": {"list": []}}', 200, Result.EMPTY),
        (Kind.DOUYIN, "", 200, Result.BLOCKED),
        (Kind.DOUYIN, '{"status_code": 0, "aweme_list": []}', 200, Result.EMPTY),
        (Kind.LINKS, "标题,链接\n", 200, Result.EMPTY),
        (Kind.SEARCH, "", 200, Result.BLOCKED),
    ],
)
def test_an_answer_without_rows_says_why(kind: Kind, text: str, status: int, outcome: Result) -> None:
    found = read(kind, text, status=status)
    assert (found.rows, found.outcome) == ((), outcome)


def test_the_end_of_an_account_is_no_refusal() -> None:
    url = "https://m.weibo.cn/api/container/getIndex?containerid=1&since_id=5"
    assert read(Kind.WEIBO, '{"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}}', url=url, number=2).outcome is Result.EMPTY


def weibo(name: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "card_type": 9,
        "mblog": {
            "id": str(name),
            "bid": f"Kq{name}",
            "created_at": "Fri Nov 20 13:00:00 +0800 2026",
            "text": text,
            "user": {"screen_name": "某某民政"},
            **more,
        },
    }


def test_posts_of_an_account() -> None:
    cards = [
        {"card_type": 4},
        weibo(11, "【敬老月活动启动】全市敬老月活动今天启动。", title={"text": "置顶"}, reposts_count="100万+", comments_count=0, attitudes_count="1.5万"),
        {"card_type": 11, "card_group": [weibo(12, "<a href='/t'>#养老服务#</a><br />社区助餐点让老人吃上热乎饭。明天继续。", isLongText=True)]},
        weibo(
            13, "转发微博", retweeted_status={"id": "9", "text": "抱歉，作者已设置", "user": None, "created_at": "Fri Nov 20 13:00:00 +0800 2026", "bid": "K9"}
        ),
    ]
    info = {"containerid": "1076031234567890", "since_id": 4646131823281332}
    found = read(Kind.WEIBO, json.dumps({"ok": 1, "data": {"cardlistInfo": info, "cards": cards}}), url="https://m.weibo.cn/")
    assert [(row.url[-3:], row.title, row.pinned, row.repost_of[-2:], dict(row.counts)) for row in found.rows] == [
        ("/11", "敬老月活动启动", True, "", {"shares": 1_000_001, "comments": 0, "likes": 15_000}),
        ("/12", "#养老服务#社区助餐点让老人吃上热乎饭", False, "", {}),
        ("/13", "转发微博", False, "/9", {}),
    ]
    assert str(found.rows[0].published) == "2026-11-20 13:00:00+08:00"
    assert found.next
    assert found.next.url.endswith("?type=uid&value=1234567890&containerid=1076031234567890&since_id=4646131823281332")


def test_names_and_numbers_of_posts() -> None:
    assert number_of("Kjc77D1jz") == "4645748019299849"
    assert number_of("不是") == ""
    assert title_of("民政" * 40) == "民政" * 20 + "…"


def test_a_feed_of_articles_and_micro_posts() -> None:
    rows = [
        {
            "cell_type": 60,
            "title": "民政工作动态",
            "group_id": "6942683968567247373",
            "publish_time": 1795150800,
            "user_info": {"name": "某某民政"},
            "digg_count": 3,
        },
        {"cell_type": 32, "content": "社区助餐点开门了。欢迎。", "id": "6942683968567247374", "source": "某某民政", "publish_time": 1795150800},
        {"title": "好房推荐", "group_id": "6942683968567247375", "source": "某某置业", "is_feed_ad": True},
    ]
    url = "https://www.toutiao.com/api/pc/list/feed?max_behot_time=0&aid=24"
    for data in (rows, [{"content": json.dumps(row)} for row in rows]):
        found = read(Kind.TOUTIAO, json.dumps({"message": "success", "has_more": True, "data": data, "next": {"max_behot_time": 17}}), url=url)
        assert told(found) == [
            ("https://www.toutiao.com/article/6942683968567247373/", "民政工作动态", "2026-11-20 13:00"),
            ("https://www.toutiao.com/article/6942683968567247374/", "社区助餐点开门了", "2026-11-20 13:00"),
        ]
        assert found.next
        assert found.next.url == "https://www.toutiao.com/api/pc/list/feed?aid=24&max_behot_time=17"


def test_rows_of_the_paper() -> None:
    rows = [
        {"contId": "31", "name": "民政工作动态", "pubTimeLong": 1795150800000, "pubTime": "3小时前", "nodeInfo": {"name": "中国政库"}},
        {"contId": 32, "name": "外链一条", "link": "https://a.example/1"},
    ]
    answer = json.dumps({"code": 200, "data": {"hasNext": True, "list": rows}})
    page = f"<html><body><script id='__NEXT_DATA__' type='application/json'>{json.dumps({'props': {'data': {'list': rows}}})}</script></body></html>"
    for text in (answer, page):
        assert told(read(Kind.THEPAPER, text)) == [
            ("https://www.thepaper.cn/newsDetail_forward_31", "民政工作动态", "2026-11-20 13:00"),
            ("https://a.example/1", "外链一条", ""),
        ]


def test_a_list_of_videos() -> None:
    post = {
        "aweme_id": "71",
        "desc": "婚姻登记怎么办 #民政 #婚姻登记",
        "create_time": 1795150800,
        "author": {"nickname": "某某民政"},
        "statistics": {"digg_count": 5, "play_count": 0},
    }
    rows = [post, {**post, "aweme_id": "72", "images": [{}]}, {**post, "aweme_id": "73", "status": {"is_delete": True}}]
    found = read(Kind.DOUYIN, json.dumps({"aweme_list": rows, "has_more": 0}))
    assert [(row.url, row.title, row.account, dict(row.counts)) for row in found.rows] == [
        ("https://www.douyin.com/video/71", "婚姻登记怎么办", "某某民政", {"likes": 5}),
        ("https://www.douyin.com/note/72", "婚姻登记怎么办", "某某民政", {"likes": 5}),
    ]
    assert found.next is None


ROWS = [["稿件链接", "标题", "发布时间", "阅读量"], ["https://a.example/1", "民政工作动态", "2026-11-20", "10万+"], ["", "没有链接的一行", "", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(",".join(row) for row in ROWS),
        "\ufeff" + "\r\n".join("\t".join(row) for row in ROWS),
        "本周见报,,,\n" + "\n".join(",".join(row) for row in ROWS),
    ],
)
def test_a_table_of_links(text: str) -> None:
    found = read(Kind.LINKS, text)
    assert told(found) == [("https://a.example/1", "民政工作动态", "2026-11-20 00:00")]
    assert dict(found.rows[0].counts) == {"reads": 100_001}


@pytest.mark.parametrize(
    "line",
    ["民政工作动态 https://a.example/1 2026-11-20", "1、民政工作动态：https://a.example/1（2026年11月20日）", "https://a.example/1\t民政工作动态\t2026/11/20"],
)
def test_a_text_of_links(line: str) -> None:
    found = read(Kind.LINKS, f"请采集：\n{line}\n\nhttps://a.example/2\n")
    assert told(found)[0][::2] == ("https://a.example/1", "2026-11-20 00:00")
    assert "民政工作动态" in found.rows[0].title
    assert [row.url for row in found.rows] == ["https://a.example/1", "https://a.example/2"]


def workbook(rows: list[list[str]], linked: dict[str, str]) -> bytes:
    """The least that spreadsheet programs take for a workbook."""
    cells = "".join(
        f'<row r="{y}">'
        + "".join(
            f'<c r="{chr(65 + x)}{y}" t="inlineStr"><is><t>{cell}</t></is></c>' if not cell.isdigit() else f'<c r="{chr(65 + x)}{y}"><v>{cell}</v></c>'
            for x, cell in enumerate(row)
        )
        + "</row>"
        for y, row in enumerate(rows, 1)
    )
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(f'<hyperlink ref="{place}" r:id="r{n}"/>' for n, place in enumerate(linked))
    relations = "".join(f'<Relationship Id="r{n}" Target="{url}"/>' for n, url in enumerate(linked.values()))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}" xmlns:r="{office}"><sheetData>{cells}</sheetData><hyperlinks>{links}</hyperlinks></worksheet>',
        )
        book.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{relations}</Relationships>")
    return file.getvalue()


def test_a_workbook_of_links() -> None:
    table = workbook([["十一月见报"], ["标题", "日期", "链接"], ["民政工作动态", "46346", "查看"]], {"C3": "https://a.example/1"})
    assert told(read(Kind.LINKS, table)) == [("https://a.example/1", "民政工作动态", "2026-11-20 00:00")]
    assert told(read(Kind.LINKS, workbook([["民政工作动态专题"]], {"A1": "https://a.example/1"}))) == [("https://a.example/1", "民政工作动态专题", "")]


def with_part(book: bytes, name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO(book)
    with zipfile.ZipFile(file, "a", packing) as packed:
        packed.writestr(name, content)
    return file.getvalue()


GOOD = workbook([["标题", "链接"], ["民政工作动态", "https://a.example/1"]], {})
LOCKED = b"PK\x03\x04" + GOOD[4:6] + b"\x01" + GOOD[7:].replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


@pytest.mark.parametrize(
    "book",
    [
        b"PK\x03\x04 no workbook",
        GOOD[:-30],  # cut off
        GOOD.replace("民政工作动态".encode(), "民政工作动志".encode()),  # another text than its check sum says
        LOCKED,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,  # .xls, or a workbook with a password
        with_part(b"", "word/document.xml", b"<document/>"),  # another kind of file
        with_part(GOOD, "xl/sharedStrings.xml", b"<sst><si>"),
        with_part(GOOD, "xl/sharedStrings.xml", b"<sst>" + b" " * (40 << 20) + b"</sst>"),
        with_part(GOOD, "xl/sharedStrings.xml", b"<sst></sst>", zipfile.ZIP_LZMA).replace(b"\x09\x04\x05\x00\x5d", b"\x09\x04\x05\x00\xff"),
        with_part(GOOD, "xl/sharedStrings.xml", b"<sst></sst>", zipfile.ZIP_BZIP2).replace(b"BZh9", b"BZh0"),
    ],
    ids=["none", "cut", "damaged", "locked", "xls", "docx", "xml", "bomb", "lzma", "bzip2"],
)
def test_a_workbook_that_cannot_be_read_is_not_an_empty_list(book: bytes) -> None:
    assert read(Kind.LINKS, book).outcome is Result.UNREADABLE


def test_a_workbook_without_links_is_an_empty_list() -> None:
    assert read(Kind.LINKS, workbook([["标题", "链接"]], {})).outcome is Result.EMPTY
