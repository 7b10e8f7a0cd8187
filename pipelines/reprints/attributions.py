"""Where an article says that its text is from: the dateline of an agency, a source line, the address that its page calls the original."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from archive.folding import fold
from model.story import Attribution, Sign
from pipelines.reprints.plain import folded_lines

# 新华社长沙11月3日电: the outlet that wrote the text, printed with it.
DATELINE = re.compile(r"\s*[(【\[]?([^\s\d,。:;()]{1,6}?[社报网台])[^\d,。:;()]{0,10}\d{1,2}月\d{1,2}日[^。,]{0,6}?[电讯]")
SOURCE = re.compile(
    r"\s*[(\[【]?(?:(?:本文)?(?:来\s*源|稿\s*源|转载?自|原载|摘自|首发)|信息来源|文章来源|稿件来源)(?:\s*[:丨|]\s*|于|(?=[《“「]))[《“「]?([^\s,。:;()\[\]《》“”「」|丨]{2,20})"
)
# (据新华社), 据《湖南日报》: only where it stands alone at the end of a line
ACCORDING = re.compile(r".*[(]\s*(?:据|综合自?|转自|摘自)\s*[《“]?([^\s,。:;()《》“”]{2,12}?)[》”]?(?:\d{1,2}月\d{1,2}日)?(?:电|报道|消息)?\s*[)]\s*$")
OPENING_LINES, CLOSING_LINES = 3, 8
LONGEST = 60  # characters of a line that names a source

# What ends the name of an outlet; a source line may name an office, an author or nothing instead.
OUTLET_END = re.compile(r"(?:[社报网台刊]|日报社|客户端|发布|频道|杂志|周刊|在线|新闻|融媒(?:体中心)?|传媒|公众号|头条|时报|新媒体)$")
NO_OUTLET = re.compile(
    r"本[网报站刊台社]|[互因]联网|网络|官网|网站|综合|原创|转载|其他|未知|佚名|.*(?:局|委|厅|部|科|处|办|办公室|中心|政府|民政)(?:网站|官网|门户网站)?$|政务网|内网|外网"
)


def attributions(body: str, origin: str = "", link: str = "", url: str = "") -> tuple[Attribution, ...]:
    """What an article names. `origin`: the source that its page prints; `link`: the address that its page calls canonical, `url` its own."""
    lines = folded_lines(body)
    named = [Attribution(sign=Sign.DATELINE, outlet=name) for name in _datelines(lines)]
    named += [Attribution(sign=Sign.SOURCE, outlet=name) for name in (_tidy(origin), *_sources(lines)) if is_outlet(name)]
    if (host := _host(link)) and host != _host(url):
        named.append(Attribution(sign=Sign.LINK, outlet=host))
    return tuple(dict.fromkeys(named))


def is_outlet(name: str) -> bool:
    """Whether a name is that of an outlet, as far as a name tells: 湖南日报 is, 市民政局办公室, 本站 and 综合 are not."""
    return OUTLET_END.search(name) is not None and NO_OUTLET.fullmatch(name) is None


def _datelines(lines: Sequence[str]) -> Iterator[str]:
    for line in lines[:OPENING_LINES]:
        if (found := DATELINE.match(line)) and not found[1].startswith("本"):
            yield found[1]


def _sources(lines: Sequence[str]) -> Iterator[str]:
    for line in (*lines[:OPENING_LINES], *lines[OPENING_LINES:][-CLOSING_LINES:]):
        if len(line) < LONGEST and (found := SOURCE.match(line)):
            yield _tidy(found[1])
    for line in lines[-CLOSING_LINES:]:
        if found := ACCORDING.match(line):
            yield _tidy(found[1])


def _tidy(name: str) -> str:
    return re.sub(r"^[《“「\"']|[》”」\"']$|(?:微信)?公众号$|\s.*$", "", fold(name).strip())


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
