"""Invented people and places, drawn from syllables."""

from collections.abc import Callable

Below = Callable[[int], int]  # a whole number from 0 up to, without, the one given

SURNAMES = (
    "周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚彭鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐时傅"
    "皮卞齐康伍顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁徐邱骆高夏蔡田樊胡凌霍"
)
FEMALE = ("玉桂秀兰凤淑春冬慧雅静婉佩芷若采素巧菊晓", "芳英珍兰莲琴华梅香云娥霞娟容萍丽敏燕洁蓉")
MALE = ("德永志国长茂厚守振宏继光启庆兴承祖树立望", "山林根生贵福明才发顺清田海松柱良安平泉坤")
YOUNG = ("思雨梓若子嘉诗一景知书亦文语星可沐安宇晨", "涵彤琪妍轩睿宁瑶然远舟航禾溪源卓岚帆萱朗")
KIDS = "雨阳晨果豆乐米朵海禾星石林舟安文鱼月冬夏"

STEMS = (
    "桂花石桥柳林松涛竹溪荷塘枫林梅园樟树板栗槐荫银杏芦荻茶亭水车磨坊铁炉瓦窑钟楼书院文昌古渡新渡东塘南塘西塘北塘长堤月塘青龙白云双井三江"
    "五里七星八字九曲金盆玉泉宝塔凤凰鹿鸣鹤鸣莲湖沙洲鱼塘渔场粮站红旗向阳朝晖前进团结和平友谊幸福安居乐业惠民清风明德尚义崇文仁和同心"
)
STEMS_LIST = tuple(STEMS[i : i + 2] for i in range(0, len(STEMS), 2))
VILLAGES = "桥冲坪塘湾岭坡坳畈坝洲铺湖垄"
ROADS = ("路", "街", "大道", "巷", "东路", "西路", "南路", "北路")
FIRMS = (
    "恒信",
    "金穗",
    "宏图",
    "新禾",
    "正源",
    "同创",
    "嘉业",
    "万和",
    "天成",
    "瑞丰",
    "启明",
    "博远",
    "凯丰",
    "德润",
    "光华",
    "盛泽",
    "中瑞",
    "汇通",
    "远山",
    "海川",
)
TRADES = ("商贸", "建材", "食品", "物流", "农业开发", "电子", "机械", "纺织", "文旅", "环保科技", "医药", "物业")


def surname(below: Below) -> str:
    return SURNAMES[below(len(SURNAMES))]


def woman(below: Below) -> str:
    return surname(below) + _given(FEMALE, below)


def man(below: Below) -> str:
    return surname(below) + _given(MALE, below)


def young(below: Below) -> str:
    return surname(below) + _given(YOUNG, below)


def person(below: Below) -> str:
    return (woman, man, young)[below(3)](below)


def kid(below: Below) -> str:
    return f"小{KIDS[below(len(KIDS))]}（化名）"


def community(below: Below) -> str:
    return STEMS_LIST[below(len(STEMS_LIST))] + ("" if below(3) else VILLAGES[below(len(VILLAGES))]) + "社区"


def village(below: Below) -> str:
    stem = STEMS_LIST[below(len(STEMS_LIST))]
    return f"{stem}{VILLAGES[below(len(VILLAGES))] if below(3) else ''}村"


def road(below: Below) -> str:
    return STEMS_LIST[below(len(STEMS_LIST))] + ROADS[below(len(ROADS))]


def firm(below: Below) -> str:
    return FIRMS[below(len(FIRMS))] + TRADES[below(len(TRADES))] + ("有限公司", "公司", "集团")[below(3)]


def _given(syllables: tuple[str, str], below: Below) -> str:
    first, second = syllables
    if below(7) == 0:
        return second[below(len(second))]
    return first[below(len(first))] + second[below(len(second))]
