"""台账: a line that a person enters or imports, because no page tells it."""

from dataclasses import dataclass, field
from datetime import date

from model.outlet import Labelled


class EntryKind(Labelled):
    ADOPTION = "adoption", "政务信息采用"
    INSTRUCTION = "instruction", "领导批示"
    CONFERENCE = "conference", "新闻发布会"
    AWARD = "award", "获奖"
    QUESTIONS = "questions", "网上问政"
    OPENNESS = "openness", "政务公开"
    ACCOUNT = "account", "自有账号"
    BONUS = "bonus", "加分"
    DEDUCTION = "deduction", "扣分"
    PASSAGE = "passage", "报告文字"  # title: 存在问题 or 下步工作, note: the accepted text


# The numbers that entries may have, with the words of forms and heads of columns.
NUMBERS = {
    "count": "数量",
    "points": "分值",
    "received": "收到",
    "replied": "办结",
    "on_time": "按时办结",
    "days": "累计工作日",
    "carried": "结转",
    "items": "主动公开",
    "diagrams": "图解政策",
    "videos": "短视频解读",
    "requests": "依申请公开收到",
    "answered": "依申请公开答复",
    "answered_on_time": "依申请公开按时答复",
    "extended": "延期",
    "posts": "发布",
    "reads": "阅读",
    "likes": "点赞",
    "shares": "转发",
    "comments": "评论",
    "looks": "在看",
    "head_reads": "头条阅读",
    "head_looks": "头条在看",
    "head_likes": "头条点赞",
    "head_shares": "头条转发",
    "max_reads": "最高阅读",
    "max_looks": "最高在看",
    "max_likes": "最高点赞",
    "max_shares": "最高转发",
    "fans": "粉丝",
    "fans_change": "粉丝增减",
}


REQUEST = "依申请公开"  # category of a case of 政务公开


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line. What `numbers` lacks nobody has told: 未取得, not 0."""

    kind: EntryKind
    day: date  # the local day in whose month it counts
    unit: str = ""  # Unit.id
    title: str = ""  # the item, award or account
    category: str = ""  # of adopted information: 参阅, 调研 …; of instructions and awards: their level
    person: str = ""
    numbers: dict[str, float] = field(default_factory=dict)  # by the keys of NUMBERS
    at_least: tuple[str, ...] = ()  # numbers that are only a lower bound: 10万+
    note: str = ""
    done: date | None = None  # of a case: the local day of the reply; None: there is none yet

    @property
    def case(self) -> bool:
        """Whether it is questions or requests with their own days, whose time is counted, and not the sums of a period."""
        sums = self.numbers.keys() - {"count", "extended"}
        return not sums and (self.kind is EntryKind.QUESTIONS or (self.kind is EntryKind.OPENNESS and self.category == REQUEST))
