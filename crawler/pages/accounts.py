"""Where the pages of platforms name the account that published: by the marks of the platform, whatever the host."""

from dataclasses import dataclass

from crawler.pages import clean
from crawler.pages.tree import Tree

LONGEST = 40  # characters of an account's name


@dataclass(frozen=True, slots=True)
class Accounts:
    """Any of `marks` ("#id" or ".class") says that a page is of the platform; `names` are selectors, the best first."""

    marks: tuple[str, ...]
    names: tuple[str, ...]
    counts: tuple[str, ...] = ()  # where counts stand apart from the line of metadata


PLATFORMS = (
    Accounts(
        (".tt-article-content", ".syl-article-base", ".article-meta", ".pgc-img"), (".article-meta .name", ".article-sub .name", ".article-meta a[href*=user]")
    ),  # 头条
    Accounts((".author-name", ".bjh-p"), (".author-name",)),  # 百家号
    Accounts((".commnent",), (".other p a span", ".other p a"), (".commnent",)),  # 人民号
)


def account_in(tree: Tree) -> str:
    """The name of the account; "" on pages of no such platform."""
    for platform in PLATFORMS:
        if any(tree.select(mark) for mark in platform.marks):
            for css in platform.names:
                for entry in tree.select(css):
                    if 1 < len(name := clean.line(tree.text(entry))) <= LONGEST:
                        return name
    return ""


def counts_beside(tree: Tree) -> list[str]:
    """The texts in which a platform shows counts away from the rest; [] on any other page."""
    shown = (css for platform in PLATFORMS if platform.counts and any(tree.select(mark) for mark in platform.marks) for css in platform.counts)
    return [clean.line(tree.text(entry)) for css in shown for entry in tree.select(css)]
