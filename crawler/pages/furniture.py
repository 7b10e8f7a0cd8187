"""Lines that stand around an article and do not belong to it, told by their words."""

import re

HEADING_OF_LINKS = re.compile(
    r"^\W*(?:相关|更多|热门|热点|推荐|精彩|延伸|往期|最新|今日|本周|大家都在|猜你喜欢|为你推荐|编辑推荐|网友|全部|用户|精选|热|發表|延伸)?"
    r"(?:新闻|阅读|閱讀|文章|推荐|回顾|链接|连结|報導|新聞|报道|评论|評論|跟帖|留言|资讯|内容|视频|图片|专题|排行榜?|榜|看|搜|热搜|热词|关注)(?:列表|推荐|精选|排行榜?)?\s*[（(]?\d*[)）]?\W*$"
    r"|^\W*(?:相关|延伸|推荐|往期|更多)(?:阅读|链接|新闻|报道|推荐|文章|专题|精彩|回顾)"
)
LEGAL = re.compile(
    r"版权所有|版权归|著作权|copyright|©|all rights reserved|ICP[备证]|公网安备|许可证|违法和?不良信息|举报(?:电话|邮箱)|未经.{0,12}(?:授权|许可|同意|允许)|不得转载|请勿转载|转载请"
    r"|免责声明|特别声明|郑重声明|版权声明|重要声明|风险提示：|仅代表作者|不代表.{0,14}(?:观点|立场)|与本.{0,8}(?:网|站|平台)无关|侵权.{0,14}(?:联系|删)|建议使用.{0,20}(?:分辨率|浏览器)|主办单位：|承办单位：|技术支持：|网站标识码",
    re.IGNORECASE,
)
EDITORS = re.compile(
    r"^\W*(?:责任?编辑?|責任?編輯?|责任主编|本版责编|网络编辑|值班编辑|文章编辑|本文编辑)\s*[:：=|/丨]?|[(（]\s*(?:责任?编辑|责编|責任編輯|责 编)\s*[:：]?[^()（）]{0,30}[)）]\s*$|^\W*(?:编辑|作者|来源|责编|校对|审核)\s*[:：][^。，]{0,16}$"
)
ORIGINAL = re.compile(r"^\W*(?:本文)?(?:原标题|原题|原标题为)\s*(?:[:：]|为)")
CALLS = re.compile(
    r"^\W*(?:分享(?:到|至|给)?|微信|微博|QQ空间|朋友圈|收藏|点赞|打印|关闭|返回|顶部|上一[篇页条]|下一[篇页条]|扫一扫|扫码|长按|识别二维码|关注我们|我要评论|发表评论|我来说两句|举报|纠错|打赏|赞|字号|字体|大|中|小|\[?\s*(?:打印|关闭|收藏)\s*\]?|分享让更多人看到|本文共?\d*分页|展开全文|阅读全文|点击(?:进入|查看|下载|加载)|阅读原文|查看原文|用微信扫描|打开微信|手机(?:看|浏览)|下载(?:客户端|APP)|【?(?:打印|关闭|收藏|纠错))",
    re.IGNORECASE,
)
CALL_ENDS = re.compile(r"(?:二维码|扫一扫|客户端|公众号|订阅|关注).{0,30}$")
BAR = re.compile(
    r"(?:来源|来 源|稿源|来自|作者|编辑|责编|记者|发布(?:时间|日期|者)?|发稿时间|更新时间|时间|日期|浏览(?:次数|量)?|阅读(?:次数|量|数)?|点击(?:数|量|次数)?|访问量|字号|字体|【?字体|分享|评论|收藏|打印|关闭|保护视力色|有声|语音播报)\s*[:：【\[|(（]?"
)
SHORT_BAR = 90  # characters of the longest line of metadata


def is_heading_of_links(text: str) -> bool:
    return HEADING_OF_LINKS.search(text) is not None


def is_legal(text: str) -> bool:
    return LEGAL.search(text) is not None


def is_editors(text: str) -> bool:
    return len(text) < 60 and EDITORS.search(text) is not None


def is_original_title(text: str) -> bool:
    return ORIGINAL.match(text) is not None


def is_call(text: str) -> bool:
    """Whether a short line asks the reader to do something: share, print, follow."""
    return len(text) < 40 and (CALLS.match(text) is not None or (len(text) < 30 and "。" not in text and CALL_ENDS.search(text) is not None))
