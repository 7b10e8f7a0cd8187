"""What is a person's name, and what only stands where one could."""

import re
from collections.abc import Iterable, Iterator

from crawler.pages.furniture import any_of

HAN = "[\u3400-\u4dbf\u4e00-\u4e27\u4e29-\u9fff]"  # without 丨, which stands for a stroke between labels
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄"
    "贝明臧计伏成戴谈茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊於惠甄曲家封储靳段富巫乌焦牧"
    "山谷车侯全班仰仲宫宁仇栾甘厉武符刘景詹束龙叶幸司郜黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳姬申扶冉桑桂濮牛寿边扈燕冀尚农温庄晏柴瞿阎慕连习艾鱼容向古易廖庾居衡步都耿满匡寇广师巩厍聂"
    "宋文欧兰涂阳麦和迟邝鞠南栗鄢谌冼盘伊权朴练祖漆巴国晋云晁芮浦戈辜阿亓邰赫鲜隆茹玉哈戎尉檀智奉植尧"
    "敖冷辛阚那简饶曾沙丰巢关查后荆红游盖益桓岳帅亢况有商佘佟言肖闫苟仝邸娜原苑修牟银丛敬揭占鹿来佀隋由初逯逄芦刑代付卿覃禤粟补官宾线展税楚延折镡海洋呼米战操雍潭付撒楼樂葉陳張劉黃楊趙吳羅鄭謝許馮蔣韓盧鄧馬"
)
COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "皇甫",
    "令狐",
    "慕容",
    "尉迟",
    "公孙",
    "宇文",
    "长孙",
    "司徒",
    "夏侯",
    "东方",
    "端木",
    "呼延",
    "轩辕",
    "南宫",
    "独孤",
)
ROLES = any_of(
    "通讯员|通訊員|记者|記者|摄影|摄像|攝影|编辑|責任|责任|责编|校对|审核|审稿|审签|签发|编审|监制|美编|录入|上传|排版",
    "来源|稿源|作者|文字|图片|图文|供图|报道|整理|编译|实习|见习|特约|本报",
)
INSTITUTION = any_of(
    "[局厅署委院校系部办处科股室所站馆会社队组台网报镇乡县区市省村街厂司行宣]",
    "中心|街道|社区|大学|中学|小学|学院|公司|集团|协会|联合会|妇联|工会|媒体|工作室|支队|大队|编辑部|委员会|基地|平台|频道|专班",
)
# 方 敏, 张三, 欧阳小红, 司马 亮, 古丽·阿依; at most twelve of them in a row, each perhaps behind the unit that it belongs to.
BLANK = "[ \u3000\u00a0]"
NAME = rf"(?:{any_of(*COMPOUND)}{BLANK}{{1,4}}{HAN}{{1,2}}(?!{HAN})|{HAN}{BLANK}{{1,4}}{HAN}(?!{HAN})|{HAN}{{2,4}}(?:[·•]{HAN}{{1,8}}){{0,3}})"
BETWEEN = rf"(?:\s*[、，,／/；;&＆▪■●]\s*|{BLANK}+)"
UNIT = rf"(?:{HAN}{{2,20}}{INSTITUTION}{BLANK}+)?"
NAMES = rf"(?P<names>(?!{ROLES}){NAME}(?:{BETWEEN}(?!{ROLES}|[文图摄]{BETWEEN}){UNIT}(?!{ROLES}){NAME}){{0,11}})"
PLACES = any_of(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|黑龙江|广西|西藏|宁夏|新疆|香港|澳门",
    "石家庄|太原|沈阳|长春|哈尔滨|南京|杭州|合肥|福州|南昌|济南|郑州|武汉|长沙|广州|海口|成都|贵阳|昆明|西安|兰州|西宁|台北|呼和浩特|南宁|拉萨|银川|乌鲁木齐|深圳|青岛|大连|宁波|厦门|苏州",
    "中国|全国|国家|中央|华东|华南|华北|清华|复旦|浦东|雄安|东京|纽约|伦敦|巴黎|莫斯科|华盛顿|日内瓦|首尔",
)
WORDS = re.compile(
    "了解|获悉|采访|报道|表示|看到|发现|来到|走进|近日|今日|昨日|日前|注意|独家|现场|编辑|记者|通讯员|摄影|来源|时间|发布|新闻|日报|晚报|客户端|网络|资料|视觉"
    "|图片|供图|协会|中心|公司|大学|学院|医院|法院|检察|公安|政府|委员|大队|支队|办公|宣传|部门|有限|集团|工作室|平台|频道|栏目|团队|编者|综合|整理|整合|编译|本报|本网|发自|发回|報導|報道|报导|攝影|綜合|在线|資訊|资讯"
    "|见习|实习|特约|提问|走访|回答|分享|作者|未知|原创|佚名|首席|融媒|全媒|视频|剪辑|校对|审核|校读|审读|统筹|策划|监制|制图|制作|值班|供稿|撰稿|文章|专栏|评论员|管理员"
    "|街道|社区|妇联|工会|点击|返回|查看|更多|阅读|关注|字号|评论|匿名|网友|转载|[电讯网報报社台摄攝者]$|^[系为是者了获问]"
)
LIKE_ONE = re.compile(rf"{INSTITUTION}$")
WHOLLY_HAN = re.compile(rf"{HAN}+$")
DESK = re.compile(rf"^{HAN}{{2,3}}宣$")  # 云民宣: the signature of a press desk
PLACE = re.compile(rf"^{PLACES}$")
SPACED = re.compile(rf"(?<!{HAN})({HAN}){BLANK}+({HAN})(?!{HAN})")
SPACED_COMPOUND = re.compile(rf"(?<!{HAN})({any_of(*COMPOUND)}){BLANK}+({HAN}{{1,2}})(?!{HAN})")
DID = re.compile("(?:摄影|综合)?(?:报道|報道|报导|報導)$|(?:摄影|攝影|整理|编译|采写|供稿)$")  # 柳青报道
SPLIT = re.compile(r"[、，,／/；;&＆▪■●\s\u3000]+")


def names(text: str) -> list[str]:
    """The persons in a list of names: 方 敏、张三 → 方敏, 张三. Institutions and places are passed over; any other word that is no name ends the list."""
    found: list[str] = []
    for word in SPLIT.split(SPACED.sub(r"\1\2", SPACED_COMPOUND.sub(r"\1\2", text))):
        part = DID.sub("", word) if len(word) > 2 else word
        if not part or PLACE.match(part) or is_institution(part):
            continue
        if not is_name(part):
            break
        found.append(part)
    return found


def is_name(word: str) -> bool:
    return 2 <= len(word) <= 12 and not WORDS.search(word)


def is_person(word: str) -> bool:
    """Whether a word that nothing else explains is the name of a person: two or three Han characters, the first a surname."""
    return (
        (2 <= len(word) <= 3 or (len(word) == 4 and word.startswith(COMPOUND))) and has_surname(word) and is_name(word) and WHOLLY_HAN.match(word) is not None
    )


def is_institution(word: str) -> bool:
    """市民政局, 县医院, 云民宣: ends like one, and is too long for a name or begins with no surname."""
    if DESK.match(word):
        return True
    return len(word) >= 3 and LIKE_ONE.search(word) is not None and (word[0] not in SURNAMES or (len(word) >= 4 and not word.startswith(COMPOUND)))


def has_surname(word: str) -> bool:
    return word[:1] in SURNAMES or word.startswith(COMPOUND)


def add(known: list[str], more: Iterable[str]) -> None:
    known.extend(name for name in more if name not in known)


def parted(run: str) -> list[str]:
    """The names that are written in one: 李小红赵大海 → 李小红, 赵大海; [] where it can be cut in several ways or in none."""
    ways = list(cuts(run)) if not WORDS.search(run) else []
    return ways[0] if len(ways) == 1 else []


def cuts(run: str) -> Iterator[list[str]]:
    """Every way to cut a run into names of two or three characters that begin with a surname."""
    if not run:
        yield []
    for length in (2, 3):
        if len(run) >= length and run[0] in SURNAMES and is_name(run[:length]):
            yield from ([run[:length], *rest] for rest in cuts(run[length:]))
