"""One article as the templates see it."""

from dataclasses import dataclass
from datetime import datetime

from demo.outlets import Column
from demo.plan import Form
from demo.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    view: View
    number: int
    title: str
    formerly: str  # the headline of its first publication, where it differs
    texts: list[str]  # paragraphs
    when: datetime
    origin: str
    reporters: str  # names, apart by blanks
    correspondents: str
    editor: str
    column: Column

    @property
    def origin_link(self) -> str:
        return f'<a href="/" target="_blank">{self.origin}</a>'


def sheet(view: View, number: int) -> Sheet:
    world = view.world
    text = world.page(number)
    first = int(world.plan.first[world.plan.story[number]])
    former = world.title(first) if world.plan.form[number] in (Form.RETITLED, Form.EDITED) else text.title.text
    return Sheet(
        view=view,
        number=number,
        title=text.title.text,
        formerly="" if former == text.title.text else former,
        texts=[paragraph.text for paragraph in text.paragraphs],
        when=world.published(number),
        origin=world.origin(number),
        reporters=" ".join(text.reporters),
        correspondents=" ".join(text.correspondents),
        editor=view.editor(number),
        column=view.site.columns[world.plan.column[number]],
    )
