"""总体情况 in sentences."""

from datetime import datetime, time, timedelta

from reports.period import LOCAL
from reports.statistics import level
from reports.statistics.basis import Basis
from reports.statistics.lines import once
from reports.statistics.printed import Printed
from reports.statistics.totals import upper, upper_share, upper_words
from reports.statistics.wording import change_words, share_words


def lead(basis: Basis) -> str:
    """导语: what is told, of which days, known until when."""
    since, until = basis.current.since, basis.current.until
    year = "" if until.year == since.year else f"{until.year}年"
    days = f"{since.month}月{since.day}日至{year}{until.month}月{until.day}日"
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
    words = basis.period.words
    month = f"{basis.period.told}，{basis.bureau}"
    if total == 0:
        before = f"，{words.last}刊发{previous}篇（条）" if previous else ""
        return f"{month}{words.this}未刊发稿件{before}。"
    compared = "，".join(once(basis.period, (change_words(total, previous, last=words.last), change_words(total, year_before, yearly=True))))
    roles = f"其中首发{basis.split.first}篇（条）、转载{basis.split.reprint}篇（条），共涉及稿件{basis.current.stories}件"
    return f"{month}在各级各类媒体刊发稿件{total}篇（条），{compared}。{roles}。"


def levels(basis: Basis) -> str:
    """The levels of the media."""
    share = upper_share(basis, basis.current)
    if share is None:
        return ""
    named = "、".join(f"{line.name}媒体{line.count}篇（条）" for line in level.lines(basis) if line.count)
    before = upper_share(basis, basis.previous) if basis.known(basis.previous) else None
    high = share_words(share, before, basis.period.words.last) if upper(basis, basis.current) else f"{basis.period.words.this}未刊发"
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
    words = basis.period.words
    bases = {"month": "环比、同比以上月和上年同月的全月数据", "year": "同比以上年的全年数据"}
    return f"{words.this}尚未结束，以上为预览数据，不作为正式通报；{bases.get(basis.period.kind, f'环比、同比以{words.last}和上年同期的全期数据')}为基数。"


def rules(basis: Basis) -> tuple[str, ...]:
    """统计口径说明."""
    current = basis.current
    return (
        "一、一篇稿件在一家媒体刊发一次计1。同一稿件在多家媒体刊发的，最早刊发的记入“首发”，其余记入“转载”；刊发等于首发与转载之和。",
        "二、按刊发时间（北京时间）计入当月，不以采集时间代替。"
        f"日期待定的稿件{current.undated}篇（条）、所标日期晚于数据截至时间的稿件{current.future}篇（条）、已撤稿的稿件{current.withdrawn}篇（条），均不计入。"
        + (f"经人工认定无关的稿件{current.excluded}篇（条），不计入。" if current.excluded else "")
        + (f"同一媒体另有网址的同一稿件{current.repeated}篇（条），不重复计。" if current.repeated else ""),
        f"三、媒体级别和载体以刊发当日为准。{_own(basis)}省级以上指{upper_words(basis.upper)}媒体；行业指全国性行业媒体。",
        "四、一篇稿件可归属多个单位、多个专题，各单位、各专题之和可能大于合计。",
        f"五、{_comparisons(basis)}比较，{_bases(basis)}；百分比保留一位小数，四舍五入。",
        *_produced(basis),
    )


def _own(basis: Basis) -> str:
    return "自有平台作为一级媒体计入刊发。" if basis.settings.count_own_as_media else f"自有平台发布{basis.current.own}条，不计入媒体刊发。"


def _comparisons(basis: Basis) -> str:
    if basis.period.kind == "year":
        return f"同比与{basis.period.words.last}"
    return f"环比、同比分别与{basis.period.words.last}、上年{'同月' if basis.period.kind == 'month' else '同期'}"


def _bases(basis: Basis) -> str:
    """Whether what is compared with was printed."""
    printed = [isinstance(coverage, Printed) for coverage in (basis.previous, basis.year_before)]
    if all(printed):
        return "以其定稿印发的数字为准"
    return "已定稿的以印发的数字为准，未定稿的按本次统计时的库中数据计算" if any(printed) else "按本次统计时的库中数据计算"


def _produced(basis: Basis) -> tuple[str, ...]:
    """A month that should have been closed earlier, as when the clock stood still."""
    due = datetime.combine(basis.period.until + timedelta(days=1), time(8), LOCAL)
    if basis.period.kind != "month" or basis.cutoff < due + timedelta(days=1):
        return ()
    return (f"六、本报告应于{due.year}年{due.month}月{due.day}日8时生成，实际于{moment(basis)}补生成。",)
