"""重点稿件: the stories that went highest and furthest."""

from typing import TYPE_CHECKING, Any

from model.table import Column, Table
from reports.statistics.basis import Basis

if TYPE_CHECKING:
    from archive.ledger.telling import TopStory

MOST = 10
RULE = "按刊发媒体的最高级别、刊发媒体家数、阅读量依次排列。"


def found(basis: Basis) -> "list[TopStory]":
    from archive.ledger import telling  # needs a connected Django

    if "top stories" not in basis.kept:
        basis.kept["top stories"] = telling.top_stories(basis.current, MOST)
    stories: list[TopStory] = basis.kept["top stories"]  # type: ignore[assignment]
    return stories


def top_stories(basis: Basis) -> Table | None:
    stories = found(basis)
    if not stories:
        return None
    return Table(
        key="top_stories",
        title="重点稿件",
        tab="重点稿件",
        columns=(
            Column("序号", 0.7),
            Column("标题", 5, text=True),
            Column("最高级别", 1.2),
            Column("媒体", 2, text=True),
            Column("刊发家数", 1.2, picks=()),
            Column("阅读", 1.2, picks=()),
        ),
        rows=tuple(
            (number, story.title, story.level.label, story.outlet, story.carriers, "未取得" if story.reads is None else story.reads)
            for number, story in enumerate(stories, 1)
        ),
        rule=RULE,
        behind=tuple((("story", story.id),) for story in stories),
    )


def indicator(basis: Basis) -> list[dict[str, Any]]:
    return [
        {"story": story.id, "title": story.title, "level": story.level.value, "outlet": story.outlet, "carriers": story.carriers, "reads": story.reads}
        for story in found(basis)
    ]
