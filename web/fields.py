"""Form fields for what the registers keep as JSON: lists of words, rules of a source, points."""

from typing import Any

import yaml
from django import forms
from django.core.exceptions import ValidationError

from archive.registers.strict import parse
from model.outcome import UserError


class Lines(forms.CharField):
    """A list of words, one a line."""

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **given: Any):
        area = forms.Textarea(attrs={"rows": 4, "cols": 40})
        # show_hidden_initial, which a callable default brings, would lose the line breaks.
        super().__init__(**{**given, "help_text": "每行一个", "widget": area, "show_hidden_initial": False})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(line.strip() for line in (value or "").splitlines() if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class Yaml(forms.CharField):
    """Rules as the register files write them. The form's `clean` makes the record: it knows what else belongs to it."""

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **given: Any):
        area = forms.Textarea(attrs={"rows": 18, "cols": 90, "spellcheck": "false"})
        super().__init__(**{**given, "widget": area, "strip": False, "help_text": "写法同 sources/ 里的 YAML 文件"})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True, sort_keys=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or "").replace("\r\n", "\n"))


def record(text: str, rest: dict[str, str], into: type[Any], field: str) -> Any:
    """The record that the text and the `rest` of its keys make. Errors: ValidationError of the form's field, naming the line."""
    # Behind the text, so that the lines keep their numbers.
    whole = text.rstrip() + "\n" + yaml.safe_dump(rest, allow_unicode=True)
    try:
        return parse(whole, "这里", into)
    except UserError as error:
        raise ValidationError({field: str(error)}) from None
