"""Why an article stands where it stands, in numbers that a person can check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.highlight import find
from archive.index.document import LEAD, LEVEL_WEIGHTS, ROLE_WEIGHTS, freshness
from model.article import Role
from model.outlet import Level
from model.query import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The score is the product of the factors."""

    score: float
    factors: Mapping[str, float]  # 文字 is what the engine makes of the words; the others weigh the article as such
    places: Mapping[str, int]  # how often the words stand in 标题, 导语 and 正文 (导语 included)

    @property
    def sentence(self) -> str:
        product = " × ".join(f"{name} {value:.2f}" for name, value in self.factors.items())
        return f"得分 {self.score:.2f} = {product}；" + "，".join(f"{name} {count} 处" for name, count in self.places.items())


def explain(*, score: float, words: Expression | None, title: str, body: str, role: Role, level: Level, published: datetime | None) -> Explanation:
    """`score` as the engine gave it. An article of this moment counts as 新近 1."""
    fresh = freshness(published) / freshness(datetime.now(UTC))
    own = score / freshness(datetime.now(UTC))
    weights = {role.label: ROLE_WEIGHTS[role], level.label: LEVEL_WEIGHTS[level], "新近": fresh}
    text = own / (ROLE_WEIGHTS[role] * LEVEL_WEIGHTS[level] * fresh)
    places = {"标题": len(find(title, words)), "导语": len(find(body[:LEAD], words)), "正文": len(find(body, words))}
    return Explanation(score=own, factors={"文字": text, **weights}, places=places)
