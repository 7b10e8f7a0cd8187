"""Rules as data, by the system that made a page rather than by host: where its parts stand. (微信 has a class of its own.)"""

from dataclasses import dataclass

from crawler.pages.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Selectors of one publishing system: "#id" or ".class" only, so that trying them all costs next to nothing."""

    name: str
    marks: tuple[str, ...] = ()  # any of them says that the page is of this system; empty: the bodies do
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


FOUNDER = Platform(name="founder", body=("#ozoom", "#ozoomContent"), title=(".font01",))
TRS = Platform(name="trs", body=(".TRS_Editor", ".trs_editor_view", ".TRS_UEDITOR", ".trs_paper_default", ".trs_web"))
UCAP = Platform(name="ucap", body=("#UCAP-CONTENT",))
ZOOM = Platform(name="gov", body=("#zoom", "#Zoom", ".pages_content"))
HANWEB = Platform(name="jcms", body=("#zoom", ".main-txt", ".art_con"))
VSB = Platform(name="vsb", body=("#vsb_content", ".v_news_content", "#vsb_content_2"))

PLATFORMS: tuple[Platform, ...] = (UCAP, ZOOM, VSB, FOUNDER, TRS, HANWEB)


def platform_of(tree: Tree) -> Platform | None:
    """The system that made the page, told by its marks."""
    return next((platform for platform in PLATFORMS if any(tree.select(mark) for mark in platform.marks or platform.body)), None)
