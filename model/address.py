"""One name for one article: addresses that differ only in how a reader came there are the same."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

# What sharing buttons, campaigns and counters append; the page is the same without it.
TRACKING = re.compile(
    r"utm_\w+|spm|scm|share|share_?\w+|isappinstalled|wxfrom|wxshare\w*|nsukey|bd_vid|hms[rt]|hmpl|hmcu|hmkw|hmci|[gy]clid|fbclid|msclkid|_hsenc|mkt_tok"
    r"|timestamp|tdsourcetag|from_source|sharer_\w+",
    re.IGNORECASE,
)
SESSION = re.compile(r"jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken", re.IGNORECASE)
TOKEN = re.compile(r"(sid|sessionid|session_id|session|s)=[0-9a-f]{32}", re.IGNORECASE)
WORDED_FROM = re.compile(r"from=\D*", re.IGNORECASE)  # from=timeline tells who shared; from=20 may be a place in a list
PATH_SESSION = re.compile(r";(jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
ROUTE = re.compile(r"!?/.")  # the part after # that a page drawn by script uses as its address

LONG = 1000  # characters: longer addresses are no article's, and are not remembered
PORTS = {"http": "80", "https": "443"}
MOBILE = ("m", "wap", "3g")
MOBILE_ONLY = {"weibo.cn", "voc.com.cn", "thepaper.cn"}  # the mobile host has addresses of its own there
PROVINCES = "bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj tw hk mo"
SUFFIXES = {"com", "net", "org", "gov", "edu", "ac", "mil", *PROVINCES.split(" ")}  # before .cn and the like

# Platforms whose articles are named by a few parameters among many: mp.weixin.qq.com/s?__biz=…&mid=…&idx=…&sn=…&chksm=…
NAMING = {
    ("mp.weixin.qq.com", "/s"): ("__biz", "mid", "idx"),
    ("baijiahao.baidu.com", "/s"): ("id",),
    ("rmh.pdnews.cn", "/Pc/ArtInfoApi/article"): ("id",),
    ("www.xuexi.cn", "/lgpage/detail/index.html"): ("id",),
}

# Platforms that show an article under several addresses, by the number in its path.
NUMBERED = (
    (
        re.compile(r"(?:www|m)\.toutiao\.com|(?:www|m)\.toutiaocdn\.(?:com|cn)"),
        re.compile(r"/(?:article/|group/|item/|a|i)(\d{15,20})(?:/.*)?"),
        "www.toutiao.com/article/{}/",
    ),
    (
        re.compile(r"(?:www|m)\.toutiao\.com|(?:www|m)\.toutiaocdn\.(?:com|cn)"),
        re.compile(r"/w/[ai]?(\d{15,20})(?:/.*)?"),  # a micro post
        "www.toutiao.com/w/{}/",
    ),
    (re.compile(r"(?:www|m)\.(?:ies)?douyin\.com"), re.compile(r"/(?:share/)?(?:video|note)/(\d{15,20})/?"), "www.douyin.com/video/{}"),
    (re.compile(r"(?:www|m)\.thepaper\.cn"), re.compile(r"/(?:newsDetail_forward_|detail/)(\d{5,12})"), "www.thepaper.cn/newsDetail_forward_{}"),
    (re.compile(r"boot-source\.xuexi\.cn"), re.compile(r"/data/app/(\w{1,40})\.js"), "www.xuexi.cn/lgpage/detail/index.html?id={}"),
    (re.compile(r"m\.weibo\.cn"), re.compile(r"/(?:detail|status)/(\d{10,20})"), "m.weibo.cn/detail/{}"),
)


def canonical(url: str) -> str:
    """The address under which an article is known; equal for all spellings of one address, and its own canonical form.

    The scheme becomes http where the port is the usual one, since sites serve the same article under both. The result
    names the article; what is fetched is the address as it was found. A `url` that is no http address comes back as it is.
    """
    return remembered(url) if len(url) < LONG else worked_out(url)


@lru_cache(maxsize=4096)
def remembered(url: str) -> str:
    """As `worked_out`: it is asked for an article when it is listed, fetched, decided and stored."""
    return worked_out(url)


def worked_out(url: str) -> str:
    """What `canonical` gives, worked out."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    if parts.scheme not in PORTS or not host:
        return url
    place = str(port) if port is not None else ""
    usual = place in ("", PORTS[parts.scheme])
    netloc = desktop(ascii_host(host))
    path = plain_path(PATH_SESSION.sub("", parts.path))
    for hosts, numbers, form in NUMBERED:
        if usual and hosts.fullmatch(netloc) and (named := numbers.fullmatch(path)):
            return "http://" + form.format(named[1])
    query = plain_query(netloc, path, parts.query)
    scheme = "http" if usual else parts.scheme
    route = parts.fragment if ROUTE.match(parts.fragment) else ""
    return f"{scheme}://{netloc}{'' if usual else ':' + place}{path}{'?' + query if query else ''}{'#' + escape(route) if route else ''}"


def ascii_host(host: str) -> str:
    """A host name in lower case as DNS knows it: 例子.中国 becomes xn--…, a last dot goes, an IPv6 address gets its brackets."""
    if ":" in host:
        return f"[{host.lower()}]"
    try:
        return host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:  # no name that DNS could know (too long, empty label): it stays as it is and will not resolve
        return host.lower().rstrip(".")


def desktop(host: str) -> str:
    """m.example.com is www.example.com; m.news.example.com and the like are hosts of their own."""
    first, _, rest = host.partition(".")
    if first not in MOBILE or rest != registrable(host) or rest in MOBILE_ONLY:
        return host
    return f"www.{rest}"


def registrable(host: str) -> str:
    """The name that somebody registered: example.com of www.news.example.com, example.gov.cn of zfb.example.gov.cn."""
    labels = host.split(".")
    wide = len(labels) > 2 and labels[-1] in ("cn", "hk", "tw", "mo") and labels[-2] in SUFFIXES
    return ".".join(labels[-3 if wide else -2 :])


def plain_path(path: str) -> str:
    """Dots resolved, never empty, percent signs written one way."""
    done: list[str] = []
    for step in path.split("/")[1:]:
        if step == "..":
            del done[-1:]
        elif step != ".":
            done.append(step)
    if path.endswith(("/.", "/..")):
        done.append("")
    return "/" + escape("/".join(done))


def plain_query(host: str, path: str, query: str) -> str:
    """Without tracking and sessions, in alphabetical order."""
    pairs = [pair for pair in query.split("&") if pair and not passing(pair)]
    if names := NAMING.get((host, path)):
        named = [pair for pair in pairs if pair.partition("=")[0] in names]
        pairs = named or pairs
    return "&".join(sorted(escape(pair) for pair in pairs))


def passing(pair: str) -> bool:
    """Whether a parameter says nothing about which page it is."""
    name = pair.partition("=")[0]
    return bool(TRACKING.fullmatch(name) or SESSION.fullmatch(name) or TOKEN.fullmatch(pair) or WORDED_FROM.fullmatch(pair))


def escape(text: str) -> str:
    """Percent signs in capitals, what needs one gets one (as UTF-8), what needs none is left alone, bytes of other charsets too."""
    upper = re.sub(r"%([0-9a-fA-F]{2})", lambda match: unreserved(match[1]), text)
    return quote(upper, safe="%/:?#[]@!$&'()*+,;=~-._|\\", errors="replace")


def unreserved(code: str) -> str:
    """%41 is A; %E4 stays."""
    char = chr(int(code, 16))
    return char if char.isascii() and (char.isalnum() or char in "-._~") else f"%{code.upper()}"
