"""Texts of our own that the tests of grouping share, and what sub-editors make of them."""

from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

from pipelines.reprints.arrive import arrive, grouped
from pipelines.reprints.prints import Print
from pipelines.reprints.store import Store

MORNING = datetime(2026, 3, 12, 8, 0)

TITLE = "云溪市建成二十三家社区食堂"
PARAGRAPHS = (
    "3月11日中午，东湖街道的社区食堂里坐满了老人。一荤两素一汤，70岁以上的老人只付9元，80岁以上的付7元。",
    "云溪市民政局养老服务科负责人介绍，两年来全市建成社区食堂23家，日均供餐4860份，其中为行动不便的老人送餐上门612份。",
    "食堂怎样长久办下去？各街道的做法不同：有的把闲置的仓库改成厨房，租金分文不收；有的让餐饮企业早晚对外营业，以晚餐的盈利贴补午餐。",
    "在桃花坞街道，两名退休教师每天来记账，菜价贴在门口，谁都可以查。一位老人说，过去一个人懒得开火，如今下楼就有热饭，还能同老邻居说说话。",
    "该局计划年内再建8家，并为每家食堂配一名营养指导员，菜谱每周公布，由用餐的老人打分。",
)
BODY = "\n".join(PARAGRAPHS)

OTHER_TITLE = "松岭县给山里的路口立起路名牌"
OTHER = (
    "山路岔口多，外来的货车常常走错。入春以来，松岭县地名办的三名工作人员背着水准仪走遍了11个乡的村道。\n"
    "他们请来放了一辈子羊的老人指认旧名，把石板桥、枫树坳这些快要没人叫的名字写上路名牌，一共立了417块。\n"
    "快递员试着按新牌子送了一天件，比往常早两个小时收工。村里人说，牌子立在那里，客人就不必打电话问路了。"
)


def notice(place: str = "临江县", month: int = 4, day: int = 9, people: int = 2417, money: str = "163.8", chief: str = "方守成") -> str:
    """A notice that every bureau writes every month."""
    return (
        f"{month}月{day}日，{place}民政局发放本月特困人员供养金，惠及特困人员{people}名，共计{money}万元。"
        f"{place}民政局副局长{chief}在发放现场要求，各乡镇要逐户核对名册，对新近去世和迁出的及时停发，对符合条件的当月纳入，"
        f"做到不漏一户、不错一人。供养金由银行直接打入本人账户，代领的须出示委托书。群众如有疑问，可到所在乡镇的救助窗口查询。"
    )


SERIES = (
    "【编者按】养老的事，一头连着家庭，一头连着社会。开春以来，本报记者分赴各县，走进敬老院、日间照料中心和普通人家，"
    "看看老人们过得怎样，听听他们还盼着什么。今起推出系列报道，敬请读者关注，也欢迎来信说说身边的故事。\n"
)
PARTS = (
    "青石区的日间照料中心开在菜场楼上。早上八点，送孙辈上学的老人顺路上来量血压，做两节手指操，中午吃了饭再下楼。"
    "管事的阿姨说，最难的是把人留住：棋牌室关了三天，来的人就少了一半。",
    "白鹭洲的水边住着二十几户不肯上岸的渔家老人。社工把药盒按星期分好，系在船头的铁环上，吃没吃，隔着河一看便知。"
    "去年涨水，正是这些药盒提醒人们，最末那条船已经三天没有动静。",
    "石塘的敬老院没有围墙。院长说，墙是给外人看的，里头的人只觉得闷。拆墙那年，附近小学把劳动课搬进了院里的菜地，老人当起了先生。",
    "云台岭上的护理员是骑摩托上山的。后座绑着理发箱和血糖仪，遇上下雪就步行。她记得每户人家狗的名字，也记得谁的膝盖怕潮。",
)


def article(body: str = BODY, hours: float = 0, title: str = TITLE, outlet: str = "", **more: str) -> Print:
    """An article published so many hours after MORNING, in an outlet of its own."""
    number = f"{crc32(repr((body, hours, title, outlet)).encode()):x}"
    values = {"id": number, "url": f"http://{number}.example/a.html", "outlet": outlet or f"{number}报"} | more
    return Print(values["id"], values["url"], values["outlet"], title, body, MORNING + timedelta(hours=hours))


def stories(*articles: Print) -> list[set[int]]:
    """Who is with whom, by place in the order of arrival."""
    store = Store()
    for one in articles:
        arrive(one, store)
    together: dict[str, set[int]] = {}
    for place, one in enumerate(grouped(store)):
        together.setdefault(one.story, set()).add(place)
    return list(together.values())


def one_story(*articles: Print) -> bool:
    return len(stories(*articles)) == 1


def shared() -> Path:
    """The labelled set, where it is there."""
    return Path(__file__).resolve().parents[4] / "shared" / "data" / "reprints"
