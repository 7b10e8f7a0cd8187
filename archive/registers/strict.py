"""Strict YAML: what a file says becomes one of our records, or a sentence that names file, line and key."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from model.outcome import UserError
from model.telling import HIDDEN

Record = TypeVar("Record")
Place = tuple[str | int, ...]  # ("discover", 0, "url")
TAGS = {"str", "int", "float", "bool", "null", "timestamp", "seq", "map"}
SECRETS = {"password", "secret", "url"}  # of settings: not shown, whatever is wrong with them
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}
LARGEST = 1_000_000  # bytes; a register is written by people


def load(path: Path, into: type[Record]) -> Record:
    """The record that a YAML file holds.

    Errors: UserError when the file is missing, no YAML, has an unknown, repeated or missing key, or a value of the wrong type.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path}：文件过大（超过 1 MB），不像是登记文件")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"没有找到文件 {path}") from None
    except UnicodeDecodeError as error:
        raise UserError(f"{path}：第 {error.start + 1} 字节不是 UTF-8，请存为 UTF-8 文本") from None
    except OSError as error:
        raise UserError(f"{path}：读不出来（{error.strerror}），请检查它是不是文件、有没有读它的权限") from None
    return parse(text, str(path), into)


def parse(text: str, name: str, into: type[Record]) -> Record:
    """As `load`, of a text; `name` stands for the file in messages."""
    document = _Document(text, name)
    try:
        record: Record = adapter(into).validate_python(document.value)
    except ValidationError as error:
        first = error.errors()[0]
        raise UserError(f"{name} 第 {document.line(first['loc'])} 行：{_sentence(first)}") from None
    return record


def adapter(into: type[Record]) -> TypeAdapter[Record]:
    """What checks a record of this type: made once, for that takes longer than reading most files."""
    if into not in _ADAPTERS:
        _ADAPTERS[into] = TypeAdapter(into)
    return _ADAPTERS[into]


class _Document:
    """One YAML text: its value, and the line of every place in it."""

    def __init__(self, text: str, name: str):
        self.name = name
        self.lines: dict[Place, int] = {}
        self._seen: set[int] = set()
        try:
            self._loader = yaml.SafeLoader(text)
        except yaml.YAMLError as error:
            raise UserError(f"{name}：含有不能出现在 YAML 里的字符（{str(error).splitlines()[0]}），请存为 UTF-8 文本") from None
        try:
            root = self._loader.get_single_node()
            if root is None:
                raise UserError(f"{name}：文件是空的")
            self.value = self._read(root, ())
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise UserError(f"{name} 第 {line} 行：不是有效的 YAML（{error.problem}）") from None
        except RecursionError:
            raise UserError(f"{name}：嵌套太深，不像是登记文件") from None
        except (yaml.YAMLError, ValueError) as error:
            raise UserError(f"{name}：不是有效的 YAML（{error}）") from None
        finally:
            self._loader.dispose()

    def line(self, place: Place) -> int:
        """The line of the nearest known place at or above `place`."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def _read(self, node: yaml.Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        # The same node met twice is an alias: a handful of them can grow to gigabytes.
        if id(node) in self._seen:
            raise UserError(f"{self.name} 第 {line} 行：不支持 YAML 的锚点与引用（& 和 *），请直接写出内容")
        self._seen.add(id(node))
        if node.tag.removeprefix("tag:yaml.org,2002:") not in TAGS:
            raise UserError(f"{self.name} 第 {line} 行：不支持 YAML 的标签 {node.tag}，请去掉")
        if isinstance(node, yaml.SequenceNode):
            return [self._read(child, (*place, number)) for number, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._read_mapping(node, place)
        return self._loader.construct_object(node)

    def _read_mapping(self, node: yaml.MappingNode, place: Place) -> dict[Hashable, Any]:
        mapping: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._loader.construct_object(key_node)
            if not isinstance(key, str):
                raise UserError(f"{self.name} 第 {line} 行：键 {key!r} 不是文字")
            if key in mapping:
                raise UserError(f"{self.name} 第 {line} 行：键 {key} 重复")
            self.lines[*place, key] = line
            mapping[key] = self._read(value_node, (*place, key))
        return mapping


def _sentence(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"]) or "整个文件"
    key = error["loc"][-1] if error["loc"] else ""
    shown = HIDDEN if key in SECRETS else repr(error["input"])
    match error["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return f"不认识的键 {key}（{where}），请检查拼写或删去"
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return f"缺少键 {key}（{where}）"
        case "enum":
            return f"{where} 的值 {shown} 不对，应为 {error['ctx']['expected']} 之一"
        case "string_type":
            return f"{where} 的值 {shown} 不对：应是文字，请加上引号"
        case "value_error":
            return f"{where}：{error['ctx']['error']}"
        case _:
            return f"{where} 的值 {shown} 不对（{error['msg']}）"
