"""What pages let one guess of their outlet: its name, level and medium, and how often it publishes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from crawler.discover import row_dates, rows
from crawler.discover.found import Link
from crawler.pages.decode import decode
from model.capture import Capture
from model.outlet import Level, Medium
from model.source import Expect, Kind

META = re.compile(r"<meta\b[^>]{0,300}>", re.IGNORECASE)
FIELD = re.compile(r"\b(name|property|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
PARTS = re.compile(r"\s*[-_|—–丨·]+\s*|--+|\s{2,}|>")
PORTAL = re.compile(r"(?:门户网站|官方网站|政府网|数字报|电子报|首页|欢迎您?)$")
PROVINCES = (
    *("北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南"),
    *("湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆"),
)
MARGIN = 0.4  # of the usual number: less is worth an alarm


def metas(page: Capture) -> dict[str, str]:
    """The meta tags of a page by name in lower case, the first of each."""
    found: dict[str, str] = {}
    for tag in META.findall(decode(page).text[:200_000]):
        fields = {name.lower(): one or two for name, one, two in FIELD.findall(tag)}
        name = fields.get("name") or fields.get("property") or ""
        if name and fields.get("content", "").strip():
            found.setdefault(name.lower(), fields["content"].strip())
    return found


def name_of(pages: Sequence[Capture]) -> str:
    """The outlet as its pages name it: by their tags, else by what their titles have in common; "" where they do not say."""
    for page in pages:
        if name := metas(page).get("sitename") or metas(page).get("og:site_name"):
            return name
    parts = Counter(part for page in pages for part in set(PARTS.split(title_of(page))) if 2 <= len(part) <= 20)
    common = [(count, part) for part, count in parts.items() if count > 1 or len(pages) == 1]
    # The site's name stands last: 标题_栏目_某某网.
    last = [PARTS.split(title_of(page))[-1] for page in pages]
    return PORTAL.sub("", max(common, key=lambda one: (last.count(one[1]), one[0]))[1]) if common else ""


def title_of(page: Capture) -> str:
    doc = rows.parse(decode(page).text)
    return row_dates.plain(element) if doc is not None and (element := next(doc.iter("title"), None)) is not None else ""


def level_of(name: str, host: str, page: Capture) -> tuple[Level, str]:
    """The level, and by what it was guessed, in Chinese; OTHER where nothing tells."""
    code = metas(page).get("siteidcode", "")
    if code[:2].lower() == "bm":
        return Level.CENTRAL, f"网站标识码 {code}"
    if re.fullmatch(r"\d{10}", code):
        return (Level.PROVINCE if code[2:6] == "0000" else Level.CITY if code[4:6] == "00" else Level.COUNTY), f"网站标识码 {code}"
    if host.endswith((".gov.cn", ".people.com.cn")) or re.search(r"[县区市州]|日报|晚报|晨报|新闻", name):
        if re.search(r"[县区旗](?!块)", name):
            return Level.COUNTY, "名称"
        if re.search(r"[市州盟]", name):
            return Level.CITY, "名称"
    if any(name.startswith(province) for province in PROVINCES):
        return Level.PROVINCE, "名称"
    return Level.OTHER, ""


def medium_of(name: str, kinds: Iterable[Kind]) -> Medium:
    if Kind.EPAPER in kinds:
        return Medium.NEWSPAPER
    return Medium.APP if "客户端" in name else Medium.WEBSITE


def expect_of(links: Sequence[Link]) -> Expect | None:
    """The usual rhythm by the days on a list; None where it shows too few."""
    moments = sorted(link.published for link in links if link.published)
    if len(moments) < 5:
        return None
    days = max((moments[-1] - moments[0]) / timedelta(days=1), 1.0)
    rate = (len(moments) - 1) / days
    for per, length in (("day", 1), ("week", 7), ("month", 30)):
        if rate * length * MARGIN >= 1:
            return Expect(at_least=int(rate * length * MARGIN), per=per)
    return Expect(at_least=1, per="month")
