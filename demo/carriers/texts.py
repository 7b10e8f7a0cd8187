"""What the simulated carriers publish: short pieces about the demo world's bureau, all of them different."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
THINGS = (
    *("社区老年食堂", "婚姻登记窗口", "困境儿童关爱点", "残疾人康复室", "生态公墓", "路牌清查队", "行业协会年检厅"),
    *("慈善超市", "社工服务站", "救助巡查车", "福利院护理楼", "低保核对平台", "适老化样板间", "殡葬服务大厅"),
    *("未成年人保护站", "志愿者驿站", "地名文化墙", "捐赠物资仓库", "日间照料中心", "寻亲联络点"),
)
DEEDS = ("投入使用", "迎来首批居民", "延长开放时间", "完成改造", "接受群众评议", "公布服务清单")
DETAILS = (
    "居民只要带上身份证就可以办理，全程不收取任何费用，行动不便的还可以预约上门。",
    "工作人员在现场逐项讲解办事流程，记下了二十多条意见，并约定一周之内答复。",
    "周边几个小区的住户步行十分钟就能到达，附近的公交站也调整了停靠的位置。",
    "设备由市里统一采购，验收合格以后交给街道管理，每个月公开一次使用情况。",
    "志愿者排出了轮值表，节假日也有人值守，遇到突发情况可以拨打公布的电话。",
    "下一步还要在县区推开，年底以前再建成十处，让更多的群众得到方便。",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a carrier."""

    title: str
    paragraphs: tuple[str, ...]
    when: datetime  # in China

    @property
    def day(self) -> str:
        return f"{self.when:%Y-%m-%d}"

    @property
    def minute(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M}"

    @property
    def seconds(self) -> int:
        return int(self.when.timestamp())

    @property
    def markup(self) -> str:
        return "".join(f"<p>　　{paragraph}</p>" for paragraph in self.paragraphs)


def piece(number: int, now: datetime) -> Piece:
    """The piece of that number, always the same; the higher its number, the earlier it was published."""
    thing, deed = THINGS[number % len(THINGS)], DEEDS[number // len(THINGS) % len(DEEDS)]
    details = [DETAILS[(number * step + step) % len(DETAILS)] for step in (1, 2, 5)]
    lead = f"云溪市民政局近日传来消息，{thing}（第{number + 1}处）{deed}，这是今年为民办实事的项目之一。"
    when = (now.astimezone(CHINA) - timedelta(days=1 + number % 9, minutes=number)).replace(second=0, microsecond=0)
    return Piece(f"{thing}{deed}：云溪市民政局第{number + 1}号动态", (lead, *dict.fromkeys(details)), when)
