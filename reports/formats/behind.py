"""The way from a figure of the web page to the articles that it counts, without a script.

A figure leads to a sentence that is hidden until it is the page's target. It stands before the list of articles, and while it is
the target the style sheet shows only those rows of the list that have the classes of the figure's picks.
"""

from html import escape

from model.table import Listed, Picks
from reports.formats.clean import clean


class Behind:
    """Collects the figures of a page; nothing leads anywhere when there are no articles."""

    def __init__(self, articles: tuple[Listed, ...]):
        self.articles = articles
        self.sentences: list[str] = []
        self.rules: list[str] = []
        self.numbers: dict[tuple[str, ...], int] = {}  # of the classes of single picks
        self.classes_of: dict[tuple[str, str], list[str]] = {}  # by key and value

    def link(self, text: str, picks: Picks | None, whose: str, rule: str) -> str:
        """`text` (safe already) as a way to the articles of `picks`; itself when there is none."""
        if picks is None or not self.articles:
            return text
        number = len(self.sentences) + 1
        told = f"{escape(clean(whose))}：<b>{text}</b>{f'　口径：{escape(clean(rule))}' if rule else ''}"
        self.sentences.append(f'<p class="behind" id="f{number}">{told}　<a href="#all">显示全部稿件</a></p>')
        self.rules.append(f"#f{number}:target~.table tbody tr{''.join(f'.{self._class(pick)}' for pick in picks)}{{display:table-row}}")
        return f'<a class="fig" href="#f{number}">{text}</a>'

    def targets(self) -> str:
        """The sentences, to stand before the list."""
        return f'<p id="all"></p>{"".join(self.sentences)}' if self.articles else ""

    def classes(self, article: Listed) -> str:
        """The attribute of an article's row; to be asked after all figures."""
        keys = dict.fromkeys(key for key, _ in self.classes_of)
        values = [(key, value) for key in keys for value in article.values(key) or ("",)]
        names = dict.fromkeys(name for value in values for name in self.classes_of.get(value, ()))
        return f' class="{" ".join(names)}"' if names else ""

    def style(self) -> str:
        return "\n".join(self.rules)

    def _class(self, pick: tuple[str, ...]) -> str:
        if pick not in self.numbers:
            self.numbers[pick] = len(self.numbers)
            for value in pick[1:]:
                self.classes_of.setdefault((pick[0], value), []).append(f"c{self.numbers[pick]}")
        return f"c{self.numbers[pick]}"
