"""What Chinese newsrooms write around a text, and how places and people are named: the words that comparing knows."""

import re

# Lines of a page that are no part of the text; only where they begin a line, since an article may say 发表声明.
# Both are for folded lines. The first need a colon, blank or bar behind them, or nothing.
LABELS = (
    r"来\s*源|稿\s*源|作\s*者|文|图|图文|记\s*者|通讯员|实习生|编\s*辑|责\s*编|责任编辑|值班编辑|本期编辑|见习编辑|审\s*[核校]|校\s*对|编\s*审|监\s*制|签\s*发|[初一二三终]\s*[审校]"
    r"|总?值班|值班\w{2}|主\s*编|总编辑?|统\s*筹|总?策\s*划|制\s*[作图]|排\s*版|美\s*编|摄\s*[影像]|供\s*[稿图]|原\s*标\s*题|原\s*题|时\s*间|日\s*期|发布\w{1,4}|发表\w{1,4}"
    r"|更新\w{1,4}|浏览\w{0,3}|访问\w{0,3}|点击\w{0,3}|阅读\w{0,3}|点赞|在看|评论|分享(?:到|至)?|收藏|打印|关闭|字\s*号|字\s*体|标签|关键词|版权\w{0,4}|导\s*读|END|热线|电话|邮箱"
)
PHRASES = (
    r"声明:|免责声明|版权声明|特别声明|郑重声明|转载(?:请|自|声明)|转自|点击(?:上方|下方|蓝字|图片|标题|关注|阅读|查看|这里|此处)|长按|扫[描码一]|识别(?:二维码|下方|上方|图中)|关注(?:我们|本)"
    r"|延伸阅读|相关(?:阅读|链接|新闻|报道|推荐)|推荐阅读|往期|更多(?:精彩|内容|新闻|资讯)|查看原文|阅读(?:原文|全文)|上一[篇条页]|下一[篇条页]|返回(?:首页|列表|顶部)|当前位置|您(?:的|现在的|所在的)位置"
    r"|举报|联系(?:我们|邮箱)|投稿(?:邮箱|热线|方式)|(?:新闻|爆料)热线|欢迎(?:关注|投稿|转发)|喜欢就|觉得(?:不错|好看)|大\s*中\s*小"
)
FURNITURE = re.compile(rf"[\s\[【(●◆■▲▼>《]*(?:(?:{LABELS})\s*(?:[:;/|丨\s]|$)|(?:{PHRASES}))", re.IGNORECASE)
# 某某日报 2026-10-01 08:30: an outlet and a time on a line of their own.
STAMP = re.compile(r"[^。!?;]{0,16}?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?[^。!?;]{0,12}$")
FURNITURE_LENGTH = 90  # characters; a longer line is text that begins like furniture

# 本报讯(记者 某某), 新华社长沙11月3日电, (记者某某摄影报道); of folded lines.
AGENCY = re.compile(
    r"\s*(?:[^\s,。!?:;()“”\"]{1,14}?(?:\d{1,2}月\d{1,2}日)?(?:讯|电)(?=[\s(:,]|\d|$)|(?:本[报网刊台站]|[^\s,。()]{2,10}[网报社台])讯)?"
    r"[\s:,]*(?:\([^()]{0,50}(?:记者|通讯员|作者|摄影|报道|供稿|编辑|见习)[^()]{0,50}\))?[\s:,]*"
)

# A line that opens an item of a round-up: 1. （二） 三、 ① 【要闻】 ▶
ITEM = re.compile(r"\s*(?:\(?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[)、]|[.:](?!\d))|[①-⑳⒈-⒛㈠-㈩]|[◆●■▲▶►★☆◎→])")

# What ends the name of a place or an office, what may follow where only the name before it differs, and what before it names none.
PLACE_END = frozenset("省市县区州盟旗镇乡村")
OFFICE_ENDS = (
    "街道 社区 办事处 管委会 居委会 村委会 农场 林场 牧场 渔场 茶场 园区 苏木 嘎查 兵团 学校 小学 中学 学院 大学"
    " 幼儿园 医院 卫生院 敬老院 养老院 福利院 中心 公司 集团 支队 大队 分局 法院 检察院 车站 机场 码头 景区 水库 陵园"
)
OFFICE_END = tuple(OFFICE_ENDS.split(" "))
UNIT_END = ("学校", "小学", "中学", "学院", "大学", "社区", "街道", "医院", "中心", "公司", "民政", "政府", "法院")
PLACE_AFTER = re.compile(
    r"[新东西南北中上下]?[省市县区州盟旗镇乡村]|自治[州县区旗]|[^\W\d]{0,2}族(?:自治|[乡镇])|街道|社区|农场|林场|学校|小学|中学|学院|大学|医院|中心|公司|集团|民政|政府|县委|市委|区委|法院"
    r"|检察院|公安|交警|消防|气象[台局]|慈善总?会|老龄[办委]|残联|妇联|工会|团委|人社局|教育局|卫健|财政局|税务局|救助[管站]|殡葬|福利院|养老院|敬老院|委员会|办事处"
)
# What sub-editors put in for a day or for the place where they are.
NEUTRALS = (
    "近日 日前 昨日 昨天 今日 今天 近期 最近 今年 去年 当日 当天 本月 上月"
    " 我市 我县 我区 我省 我校 本市 本县 本区 本省 本报 本网 该市 该县 该区 全市 全县 全区 全省"
)
NEUTRAL = frozenset(NEUTRALS.split(" "))
NO_PLACE = frozenset("全我本该各此城市县区乡村镇省州这两多几一同外地每跨级")

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹"
    "薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阳涂聂樊易文庞邢温游尚祝焦柳俞殷季霍左詹童翟柴骆牛葛毕安申倪岳齐伍申常洪辛康施阎路鲁凌颜关桂佟管穆喻包耿解"
)
SURNAME_PAIRS = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯", "端木", "南宫", "独孤", "呼延", "轩辕", "长孙")
# What stands before the name of somebody in office or behind it; in a byline nothing like it does.
BEFORE_NAME = re.compile(r"(?:[长记任席事授师监总]|书记|人|代表|主任|委员|部长|院长|校长|科长|由)$")
AFTER_NAME = re.compile(r"(?:说|表示|介绍|指出|强调|要求|认为|主持|出席|参加|带队|致辞|讲话|提醒|告诉|透露|率|同志|先生|女士|教授|一行|陪同|负责|到|赴|在)")

# Characters of the verbs that sub-editors change; what is written with nothing else names no place.
VERB = frozenset(
    "有关于助力帮广众多大举行召开办展实施推进动出席参加表示说指认为强调要求发布公完成提高升取得获达到组织启开始进一步持续不断更加深入全面积极大力有效切加快透露介绍告诉讲述反映明"
)

# Words that begin like the end of a place's name, and characters that stand in no name of a place.
NO_END = frozenset(
    ("乡村", "市场", "区域", "县域", "村民", "省级", "市级", "县级", "区级", "市县", "县市", "州际", "镇村", "乡镇", "村镇", "区县", "区块", "区别")
)
FUNCTION = frozenset("的了是和与在为及之其于被把将对从而也都")

# What a site puts before or behind a headline: 【关注】, 长沙：, 权威发布 |, -某某网-要闻; of folded titles.
COLUMN = re.compile(r"\s*(?:[\[【][^\]】]{1,10}[\]】]|[^:|丨]{1,8}\s*[:|丨])\s*")
SITE = re.compile(r"(?:\s*[-_|]\s*[^-_|\d]{2,14})+$")
