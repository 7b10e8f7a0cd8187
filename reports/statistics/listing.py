"""稿件目录: the list of articles behind the figures."""

from collections.abc import Iterable

from model.table import Column, Link, Listed, Table

COLUMNS = (
    Column("序号", 0.8),
    Column("标题", 5.0, text=True),
    Column("媒体", 2.0, text=True),
    Column("刊发日期", 1.7),
    Column("级别", 0.9),
    Column("载体", 1.0, paper=False),
    Column("类别", 0.9),
    Column("单位", 2.4, text=True, paper=False),
    Column("专题", 1.8, text=True, paper=False),
    Column("来源", 1.6, text=True, paper=False),
    Column("网址", 3.0, text=True, paper=False),
)


def listing(articles: Iterable[Listed]) -> Table:
    """In the order of publication days."""
    return Table(
        key="articles",
        title="刊发稿件目录",
        tab="稿件明细",
        columns=COLUMNS,
        rows=tuple(
            (
                number,
                Link(article.title, article.url),
                article.outlet,
                article.day,
                article.level.label,
                article.medium.label,
                article.role.label,
                "、".join(article.units),
                "、".join(article.topics),
                article.origin,
                article.url,
            )
            for number, article in enumerate(articles, 1)
        ),
    )
