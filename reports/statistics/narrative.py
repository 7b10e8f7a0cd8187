"""总体情况 in sentences."""

from reports.statistics import level
from reports.statistics.basis import Basis
from reports.statistics.totals import upper, upper_share
from reports.statistics.wording import change_words, share_words


def lead(basis: Basis) -> str:
    """导语: what is told, of which days, known until when."""
    since, until = basis.current.since, basis.current.until
    days = f"{since.month}月{since.day}日至{until.month}月{until.day}日"
    return f"现将{basis.period.name}{basis.bureau}新闻宣传工作情况通报如下（统计时间：{days}，数据截至{moment(basis)}）。"


def moment(basis: Basis) -> str:
    cutoff = basis.cutoff
    minute = f"{cutoff.minute}分" if cutoff.minute else ""
    return f"{cutoff.year}年{cutoff.month}月{cutoff.day}日{cutoff.hour}时{minute}"


def overview(basis: Basis) -> str:
    """The totals."""
    total = basis.current.total
    previous = basis.previous.total if basis.known(basis.previous) else None
    year_before = basis.year_before.total if basis.known(basis.year_before) else None
    month = f"{basis.period.since.month}月，{basis.bureau}"
    if total == 0:
        before = f"，上月刊发{previous}篇（条）" if previous else ""
        return f"{month}本月未刊发稿件{before}。"
    compared = f"{change_words(total, previous)}，{change_words(total, year_before, yearly=True)}"
    roles = f"其中首发{basis.split.first}篇（条）、转载{basis.split.reprint}篇（条），共涉及稿件{basis.current.stories}件"
    return f"{month}在各级各类媒体刊发稿件{total}篇（条），{compared}。{roles}。"


def levels(basis: Basis) -> str:
    """The levels of the media."""
    share = upper_share(basis.current)
    if share is None:
        return ""
    named = "、".join(f"{line.name}媒体{line.count}篇（条）" for line in level.lines(basis) if line.count)
    before = upper_share(basis.previous) if basis.known(basis.previous) else None
    high = share_words(share, before) if upper(basis.current) else "本月未刊发"
    return f"按媒体级别分，{named}；省级以上媒体{high}。"


def apart(basis: Basis) -> str:
    """What is not in the totals, if there is any."""
    own, undated, future = basis.current.own, basis.current.undated, basis.current.future
    parts = [
        f"自有平台发布{own}条，不计入媒体刊发" if own else "",
        f"日期待定的稿件{undated}篇（条），补齐日期后计入" if undated else "",
        f"所标日期晚于数据截至时间的稿件{future}篇（条），待核" if future else "",
    ]
    told = "；".join(part for part in parts if part)
    return f"另有{told}。" if told else ""


def preview(basis: Basis) -> str:
    """A month that is not over is not to be handed in."""
    if not basis.preview:
        return ""
    return "本月尚未结束，以上为预览数据，不作为正式通报；环比、同比以上月和上年同月的全月数据为基数。"


def rules(basis: Basis) -> tuple[str, ...]:
    """统计口径说明."""
    current = basis.current
    return (
        "一、一篇稿件在一家媒体刊发一次计1。同一稿件在多家媒体刊发的，最早刊发的记入“首发”，其余记入“转载”；刊发等于首发与转载之和。",
        "二、按刊发时间（北京时间）计入当月，不以采集时间代替。"
        f"日期待定的稿件{current.undated}篇（条）、所标日期晚于数据截至时间的稿件{current.future}篇（条）、已撤稿的稿件{current.withdrawn}篇（条），均不计入。",
        f"三、媒体级别和载体以刊发当日为准。自有平台发布{current.own}条，不计入媒体刊发。省级以上指中央媒体和省级媒体。",
        "四、一篇稿件可归属多个单位、多个专题，各单位、各专题之和可能大于合计。",
        "五、环比、同比分别与上月、上年同月比较，按本次统计时的库中数据计算；百分比保留一位小数，四舍五入。",
    )
