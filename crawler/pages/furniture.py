"""Lines that stand around an article and do not belong to it, told by their words."""

import re
from functools import lru_cache

from crawler.pages import english


def any_of(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


WHICH = any_of("头条|相关|更多|热门|热点|推荐|精彩|延伸|往期|最新|今日|本周|编辑|猜你喜欢|为你推荐|大家都在|24小时|一周")
OF_WHAT = any_of(
    "新闻|阅读|点阅|文章|推荐|回顾|链接|连结|报导|报道|评论|资讯|内容|视频|图片|图集|专题|话题|事件|热文|热点|热搜|精选|头条|排行|稿件|信息|看|搜",
)
HEADING_OF_LINKS = re.compile(
    any_of(
        rf"^\W*{WHICH}(?:精彩|热门|热点|\W{{1,3}})?{OF_WHAT}(?:列表|推荐|精选|排行榜?)?\s*[:：】]?\s*(?:[（(]\d*[)）]|更多\+?|>+)?\W*$",
        r"^\W*(?:网友|全部|用户|最热|最新|精彩|发表|文章)?(?:评论|跟帖|跟贴|留言|回应)(?:列表|区)?\s*[（(]?\d*[)）]?\W*$",
        r"^\W*更多\S{0,8}(?:新闻|报道|报导|资讯|内容|文章|视频)\W*$",
        r"^\W*(?:新闻|点击|阅读|热度|24小时|一周|本周|人气)?(?:排行榜?|热榜|热搜榜?|热词)\W*$",
        r"^\W*(?:猜你喜欢|为你推荐|编辑推荐|大家都在看|你可能会?(?:喜欢|感兴趣)|您可能(?:还)?(?:喜欢|感兴趣)|看过本文的人还看过|阅读下一篇|下一篇更精彩)",
    )
)
LEGAL = re.compile(
    any_of(
        "版权所有|版权归|著作权归|copyright|©|all rights reserved|ICP[备证]|公网安备|许可证",
        "违法和?不良信息|举报(?:电话|邮箱)|未经.{0,12}(?:授权|许可|同意|允许)|不得转载|请勿转载|(?:转载|转发|引用)时?请|请注明(?:出处|来源|转自)",
        r"^\W*(?:免责|特别|郑重|版权|重要|法律|风险)?(?:声明|提示)\s*[:：]|免责声明|版权声明",
        "仅代表作者|(?:不|并不)代表.{0,14}(?:观点|立场)|与本.{0,8}(?:网|站|平台)无关|侵权.{0,14}(?:联系|删)|本文来自.{0,12}(?:更多|请下载)",
        r"(?:同意|接受|使用|use).{0,12}(?:隐私|隱私|cookie)",
        *english.LEGAL,
        "建议使用.{0,20}(?:分辨率|浏览器)|主办单位：|主办[:：].{2,40}(?:承办|协办)|承办单位：|技术支持：|网站标识码",
    ),
    re.IGNORECASE,
)
COLON = re.compile("[:：]")  # behind every label
RESPONSIBLE = re.compile(r"(?:责任编辑|責任編輯|责\s*编)\s*[:：]")
EDITORS = re.compile(
    r"(?:责任编辑|責任編輯|责\s*编|网络编辑|值班编辑|本版责编)\s*[:：]"
    r"|^\W*(?:(?:撰稿)?编\s*辑|編\s*輯|校\s*对|审\s*核|审\s*校|监\s*制|[初复终一二三]\s*审|审\s*签|编\s*审|美\s*编|排\s*版|检\s*校|值\s*班(?:主任|编委|总编|领导)?)\s*[:：][^。，]{0,16}$"
)
ORIGINAL = re.compile(r"^\W*(?:本文)?(?:原标题|原题|原标题为)\s*(?:[:：]|为)")
CONTROLS = any_of(
    r"分享(?:到|至|给)?|微信(?:扫一扫)?|微博|QQ空间|朋友圈|收藏|点赞|讚|打印|关闭|返回|顶部|举报|纠错|打赏|展开|收起|复制链接|保存",
    r"字号|字体|【字体|[超特]?大|中|小|标准|小字号|大字号|默认|调整字体|增大字体|减小字体|放大字体|缩小字体|A-|A\+",
    r"语音播报|播放|暂停|倍速|听新闻|有声|参与互动|我要评论|发表评论|我来说两句|添加喜爱|评论|跟帖",
)
CONTROL = re.compile(rf"^\W*(?:{CONTROLS}[\s\d|/:：,.，、【】\[\]]*)+\W*$", re.IGNORECASE)
CALL = re.compile(
    r"^\W*"
    + any_of(
        r"分享(?:到|至|给|让更多)|上一[篇页条則则]|下一[篇页条則则]|扫一扫|扫码|扫描下方|长按|识别二维码|关注(?:公众号|我们)|欢迎关注|我要评论|发表评论|我来说两句",
        r"(?:上一页\s*)?[【\[(]?1[】\])]?\s*[\s【\[(]2(?:[】\])]|\s|$)|(?:上|下)一页|共\s*\d+\s*页",
        r"本文共?\d*分页|展开全文|阅读全文|点击(?:进入|查看|下载|加载)|查看原文|用微信扫描|打开微信|手机(?:看|浏览)|下载(?:客户端|APP)|安装.{2,12}客户端",
        r"(?:文章)?(?:关键词|关键字|關鍵字|关键詞|标签|標籤|TAGS?)\s*(?:[:：>]|$)|加载中|我要反馈|更多猛料|更多精彩|.{0,8}浏览器.{0,8}(?:不支持|无法播放)|看.{2,16}，上.{2,12}(?:网|频道)",
        r"【?(?:打印|关闭|收藏|纠错)(?:本页|窗口)?】?\W*$|登录后(?:阅读|查看|可见)|(?:订阅|付费|购买)后?(?:阅读|查看)|成为会员|打开.{0,8}(?:APP|客户端)|转发此文至微博|进入【.{2,20}】讨论|.{0,24}(?:看新闻|下载).{0,24}APP",
    ),
    re.IGNORECASE,
)
PLAYER = re.compile(
    r"^\W*"
    + any_of(
        r"\d?\d:\d\d(?::\d\d)?(?:\s*/\s*\d?\d:\d\d(?::\d\d)?)?(?:\s*(?:倍速|高清|标清|全屏|自动))*|[\d.]+\s*[xX倍]|\d{1,3}%|(?:\d{3,4}P\s*)?(?:超清|高清|标清|流畅|自动|蓝光)(?:\s*\d{3,4}P)?",
        r"直播|广告|倍速|清晰度|全屏|静音|重播|循环播放|(?:跳过)?片[头尾]|(?:自动|正在|继续|点击|立即)?播放.{0,40}|.{0,20}(?:无法|失败|暂停|开始|停止)播放.{0,12}|.{0,12}播放(?:失败|速度).{0,8}",
        r"(?:正在|视频)?加载中?.{0,4}|(?:视频)?时长\s*[:：].{0,24}|视频\s*[:：|｜丨/-].{0,40}|正在为您切换.{0,20}|错误代码.{0,20}|设置成功",
    )
    + r"\W*$"
)
CALL_ENDS = re.compile(r"(?:打印|关闭)(?:本页|此页|窗口|页面)|(?:二维码|扫一扫|客户端|公众号|订阅|关注).{0,30}$", re.IGNORECASE)
DATED = re.compile(
    any_of(
        r"\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}.{0,8}?\d{1,2}[:：]\d{2}",
        r"(?:\d{1,2}|[一二三四五六七八九十])\s*(?:分钟|小时|天)前|[今昨]天\s*\d{1,2}:\d{2}",
    )
)
DAY = re.compile(r"(?:(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}月\d{1,2}日|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2})")
LABEL = re.compile(
    r"(?:来\s*源|稿源|作\s*者|发布(?:时间|日期|者|机构)?|发稿时间|时\s*间|日\s*期|浏览(?:次数|量)?|阅读(?:次数|量|数)?|点击(?:数|量|次数)?|访问(?:量|次数))\s*(?:[:：【\[]|于)"
)
DAY_ALONE = re.compile(
    rf"^\W*(?:[\u4e00-\u9fff]{{2,4}}\s?)?{DAY.pattern}日?\s*(?:[（(]?(?:星期|周)[一二三四五六日天][)）]?)?(?:\s*(?:由|作者)\s?[\u4e00-\u9fff]{{2,4}})?\W*$"
)
ADVERT = re.compile(r"^\W*(?:广\s*告|advertise?ment)\W*$", re.IGNORECASE)
FILE = re.compile(r"^\W*附件\s*\d?|\.(?:pdf|docx?|xlsx?|pptx?|wps|ofd|zip|rar)\W*$", re.IGNORECASE)
REMEMBERED = 400  # characters of the longest line whose meaning is remembered
SHORT_BAR = 100  # characters of the longest line of metadata


def is_heading_of_links(text: str) -> bool:
    return (len(text) < 30 and HEADING_OF_LINKS.search(text) is not None) or english.is_heading(text)


def is_legal(text: str) -> bool:
    return known_legal(text) if len(text) < REMEMBERED else LEGAL.search(text) is not None


@lru_cache(maxsize=4096)  # the pages of a site share their lines, and a line is asked several times
def known_legal(text: str) -> bool:
    return LEGAL.search(text) is not None


def is_editors(text: str) -> bool:
    """责任编辑：甲, also after other labels on the same short line."""
    return len(text) < 60 and "。" not in text and COLON.search(text) is not None and EDITORS.search(text) is not None


def is_responsible(text: str) -> bool:
    """责任编辑：甲, which closes the text."""
    return len(text) < 60 and "。" not in text and COLON.search(text) is not None and RESPONSIBLE.search(text) is not None


def is_original_title(text: str) -> bool:
    return "原" in text and ORIGINAL.match(text) is not None


def is_control(text: str) -> bool:
    """Whether a short line is the label of a button: 字号 大 中 小, 分享到."""
    return len(text) < 30 and CONTROL.match(text) is not None


def is_call(text: str) -> bool:
    """Whether a line asks the reader to do something: share, print, follow. Somebody's words are no call: “扫一扫就能看到。”老人说。"""
    if is_control(text) or (len(text) < 60 and CALL.match(text) is not None and not ("。" in text and "”" in text)) or english.is_call(text):
        return True
    return len(text) < 30 and "。" not in text and CALL_ENDS.search(text) is not None


def is_player(text: str) -> bool:
    """Whether a line is a part of a player: 00:00/03:12, 倍速, 高清."""
    return len(text) < 60 and "。" not in text and PLAYER.match(text) is not None


def is_dated(text: str) -> bool:
    """Whether a short line gives a time of day or a day and hardly anything else."""
    return len(text) < 40 and "。" not in text and (DATED.search(text) is not None or DAY.search(text) is not None)


def is_bar(text: str) -> bool:
    """Whether a line is metadata of the page: a time of day, a label with its value, buttons."""
    if len(text) > SHORT_BAR or "。" in text:
        return False
    return DATED.search(text) is not None or LABEL.search(text) is not None or is_control(text) or is_editors(text) or english.is_bar(text)


def is_file(text: str) -> bool:
    """Whether a line names a file that belongs to the text, though it is a link: 附件：1.名单.docx."""
    return len(text) < 120 and FILE.search(text) is not None


def is_day(text: str) -> bool:
    """Whether a short line is a day and at most a word before it: 王小明 2024年5月6日."""
    return len(text) < 40 and DAY_ALONE.match(text) is not None


def is_advert(text: str) -> bool:
    """Whether a line only says that an advertisement stands here."""
    return len(text) < 20 and ADVERT.match(text) is not None
