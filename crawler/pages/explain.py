"""Why a page reads as it does: what every rung of every ladder says, which one won, and what its own choice was between."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.pages import kinds
from crawler.pages.bar import LABELLED, times_in
from crawler.pages.body import WRITTEN, Passage, totals, values
from crawler.pages.ladder import ladder
from crawler.pages.page import ArticlePage
from crawler.pages.read import FIELDS, page_of
from crawler.pages.titles import headings
from model.capture import Capture
from model.reading import PageKind, Precision, Status
from model.source import PageRules
from model.times import SHANGHAI, Moment

SHOWN = 120  # characters of a value
MOST = 5  # of the things that a rung chose between
EXACT = {Precision.SECOND: "%Y-%m-%d %H:%M:%S", Precision.MINUTE: "%Y-%m-%d %H:%M", Precision.DAY: "%Y-%m-%d", Precision.NONE: "%Y-%m-%d"}
RUNGS = {
    "rule": "采集源规则",
    "meta": "网页 meta 标签",
    "heading": "与页头相符的标题行",
    "json-ld": "JSON-LD",
    "og": "Open Graph",
    "above": "正文上方的行",
    "document": "网页标题",
    "generic": "通用读法",
    "enpcontent": "enpcontent 标记之间",
    "bar": "正文上下的信息行",
    "time": "<time> 标签",
    "beside time": "时间旁边的名字",
    "foot": "正文下方",
    "text": "正文首尾的署名",
    "baidu": "百度 pubDate",
    "founder": "方正 enpproperty",
    "list": "列表页所载",
    "breadcrumb": "当前位置",
    "class": "按类名",
    "printed": "页面所印",
    "body": "正文之内",
    "data": "页面数据",
    "script": "页面脚本",
    "wechat": "微信公众号",
    "account": "账号",
    "description": "网页摘要",
    "title": "标题",
    "paper": "报纸版式",
    "platform": "平台账号",
    "none": "无",
}
WON, HIGHER, SILENT = "最先有内容，采用", "上面已有采用的，未用", "没有内容"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What one rung says of a field."""

    rung: str
    name: str  # of the rung, in Chinese
    value: str  # "" where it says nothing; long ones are cut
    chosen: bool
    why: str
    details: tuple[str, ...] = ()  # what the rung itself chose between, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A page's kind, and every rung of every field in its order."""

    kind: PageKind
    status: Status
    fields: Mapping[str, tuple[Candidate, ...]]


def explain(capture: Capture, rules: Sequence[PageRules] = ()) -> Explanation:
    """Reads a page as `read` does, asking the lower rungs too. Raises Unreadable as `read` does."""
    kinds.refuse_other_files(capture)
    page = page_of(capture, rules)
    kind, status = kinds.kind_of(page)
    return Explanation(kind=kind, status=status, fields={field: tuple(candidates(page, field)) for field in FIELDS})


def candidates(page: ArticlePage, field: str) -> Iterator[Candidate]:
    """The rungs of a field; the first that says something is the chosen one."""
    steps: ladder[object] = getattr(type(page), field)
    won = False
    for rung, said in steps.rungs(page):
        value = shown(said)
        chosen = bool(said) and not won
        won = won or chosen
        missed = page.missed.get(rung) if field == "body" and not said else None
        why = WON if chosen else HIGHER if said else f"只对上 {shown(missed)}，通用读法多得多，判为没有对准" if missed else SILENT
        yield Candidate(rung=rung, name=RUNGS.get(rung, rung), value=value, chosen=chosen, why=why, details=tuple(details(page, field, rung))[:MOST])


def shown(said: object) -> str:
    """A value in one short line."""
    match said:
        case Passage():
            text = "".join(line.text for line in said.lines)
            return cut(f"{len(said.lines)} 段 {len(text)} 字：{text}") if said else ""
        case Moment():
            return said.when.astimezone(SHANGHAI).strftime(EXACT[said.precision])
        case tuple():
            return cut("、".join(map(str, said)))
        case dict():
            return "、".join(f"{name} {number}" for name, number in said.items())
        case _:
            return cut(str(said or ""))


def cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def details(page: ArticlePage, field: str, rung: str) -> Iterator[str]:
    """What the rungs that choose by a score had to choose from."""
    match field, rung:
        case "title", "heading":
            found = sorted(headings(page.tree, page.lines, page.title_hints), key=lambda heading: -heading.score)
            yield from (f"第 {one.number + 1} 行，标记 {one.rank}，得分 {one.score:.2f}：{cut(one.text)}" for one in found)
        case "body", "generic":
            yield from parts(page)
        case "published", "bar":
            above, below = page.surroundings
            for where, texts in (("正文上方", above), ("正文下方", below)):
                for rank, moment in times_in(texts, page.capture.fetched):
                    yield f"{where}，{'有标签' if rank == LABELLED else '无标签'}：{shown(moment)}"
        case _:
            return


def parts(page: ArticlePage) -> Iterator[str]:
    """The elements that the generic reader had to choose from, the best first."""
    if page.generic.root == WRITTEN:
        return
    sums = totals(page.tree, page.lines, list(values(page.lines, page.foreign, page.anchor)))
    for entry, score in sorted(sums.items(), key=lambda pair: (-pair[1], -pair[0])):
        attributes = page.tree.attributes[entry]
        name = "".join(f"{mark}{value}" for mark, value in (("#", attributes.get("id")), (".", attributes.get("class"))) if value)
        yield f"{page.tree.tags[entry]}{cut(name)}，得分 {score:.0f}{'，选中' if entry == page.generic.root else ''}"
