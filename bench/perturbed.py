"""Pages made strange: the same articles with the names, the head, the tags or the surroundings of their markup changed.

A reader that holds on such pages leans on what every page has, not on what these sites are called.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import md5

NAMES = re.compile(r"""(\s(?:class|id)\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
HEAD = re.compile(r"<meta\b(?![^>]*charset)[^>]*>|<script[^>]*ld\+json[^>]*>.*?</script>", re.IGNORECASE | re.DOTALL)
ENDING = 12  # characters of the last paragraph by which the end of the text is found in the source

Change = Callable[[str, Mapping[str, object]], str]  # source of a page and its gold record -> the changed source


def renamed(html: str, gold: Mapping[str, object]) -> str:
    """Every class and id under another name, the same for the same."""

    def other(match: re.Match[str]) -> str:
        words = (match[2] or match[3] or match[4] or "").split()
        return f'{match[1]}"{" ".join("x" + md5(word.encode(), usedforsecurity=False).hexdigest()[:6] for word in words)}"'

    return TAG.sub(lambda tag: NAMES.sub(other, tag[0]), html)


def headless(html: str, gold: Mapping[str, object]) -> str:
    """Without meta tags and JSON-LD: only <title> is left of the head."""
    return HEAD.sub("", html)


def untitled(html: str, gold: Mapping[str, object]) -> str:
    """Without <title> and og:title: the headline must be found in the page."""
    return re.sub(r"<title\b.*?</title>|<meta[^>]*(?:title|headline)[^>]*>", "", html, flags=re.IGNORECASE | re.DOTALL)


def flattened(html: str, gold: Mapping[str, object]) -> str:
    """Paragraphs as bare text with two line breaks, sections and headings as div."""
    html = re.sub(r"<p\b[^>]*>", "", html, flags=re.IGNORECASE)
    html = re.sub(r"</p>", "<br><br>", html, flags=re.IGNORECASE)
    return re.sub(r"(</?)(?:section|article|main|h[1-6])\b", r"\1div", html, flags=re.IGNORECASE)


def divided(html: str, gold: Mapping[str, object]) -> str:
    """Every paragraph in two boxes of its own, lists as boxes."""
    html = re.sub(r"<p\b", "<div><div", html, flags=re.IGNORECASE)
    html = re.sub(r"</p>", "</div></div>", html, flags=re.IGNORECASE)
    return re.sub(r"(</?)(?:ul|li|ol|dl|dd|dt)\b", r"\1div", html, flags=re.IGNORECASE)


def crowded(titles: Iterable[str]) -> Change:
    """A change that puts a list of these headlines right behind the text, inside its own box, and a hot list before everything."""
    rows = "".join(f'<li><a href="/a/{n}.html">{title}</a></li>' for n, title in enumerate(titles))
    behind, before = f"<div><h3>热门推荐</h3><ul>{rows}</ul></div>", f"<div><ul>{rows}</ul></div>"

    def change(html: str, gold: Mapping[str, object]) -> str:
        paragraphs = gold["body"]
        assert isinstance(paragraphs, list)
        last = next((at for text in reversed(paragraphs) if (at := html.rfind(str(text)[-ENDING:])) >= 0), -1)
        end = re.compile(r"</(?:p|div|section|td)>", re.IGNORECASE).search(html, last) if last >= 0 else None
        if end:
            html = html[: end.end()] + behind + html[end.end() :]
        return re.sub(r"(<body\b[^>]*>)", lambda tag: tag[1] + before, html, count=1, flags=re.IGNORECASE)

    return change


TEASER = "<div><a href='/t/{n}.html'><img src='/t/{n}.jpg'></a><h3><a href='/t/{n}.html'>{title}</a></h3><div>{text}</div><span>2 小时前</span></div>"
REMARK = "<div><div><a href='/u/{n}'>网友{n}</a><span>2021-03-0{n} 08:1{n}</span></div><div>{text}</div><div><span>赞 {n}</span><span>回复</span></div></div>"
TEXTS = (
    "这件事说到大家心里去了，希望以后越办越好，也希望别的地方都来学一学。",
    "我家门口也有一个，去过两次，菜不错，就是人多，要排一会儿队，建议早点去。",
    "支持！",
    "写得太长了，看到一半就不想看了，能不能先说结论，再说过程，谢谢。",
    "同意楼上的说法，问题的关键不在这里，在于后面谁来管、钱从哪里来，这才是要紧的。",
)


def talkative(titles: Iterable[str]) -> Change:
    """A change that puts teasers with their first lines beside the page, and what readers say below it, under no telling name."""
    names = list(titles)[: len(TEXTS)]
    teasers = "".join(TEASER.format(n=n, title=title, text=text) for n, (title, text) in enumerate(zip(names, TEXTS, strict=True), 1))
    remarks = "".join(REMARK.format(n=n, text=text) for n, text in enumerate(TEXTS, 1))

    def change(html: str, gold: Mapping[str, object]) -> str:
        html = re.sub(r"(<body\b[^>]*>)", lambda tag: f"{tag[1]}<div>{teasers}</div>", html, count=1, flags=re.IGNORECASE)
        return re.sub(r"</body>", f"<div><h3>网友评论</h3>{remarks}</div><div>{teasers}</div></body>", html, count=1, flags=re.IGNORECASE)

    return change


def all_of(*changes: Change) -> Change:
    """One change after the other."""

    def change(html: str, gold: Mapping[str, object]) -> str:
        for one in changes:
            html = one(html, gold)
        return html

    return change


def changes(titles: Iterable[str]) -> dict[str, Change]:
    """Every way to change a page, by name."""
    names = list(titles)
    crowd, talk = crowded(names[:20]), talkative(names)
    return {
        "renamed": renamed,
        "headless": headless,
        "untitled": untitled,
        "flattened": flattened,
        "divided": divided,
        "crowded": crowd,
        "talkative": talk,
        "all": all_of(crowd, talk, flattened, headless, renamed),
    }
