"""Arguments of commands: argparse with Chinese sentences, and the checks that several commands share."""

import re
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn

from model.outcome import UsageError

Args = Namespace

# argparse's English sentences, by their beginning.
SENTENCES = (
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"argument (.+?): expected one argument", r"\1 后面缺少一个值（以减号开头的值请写成 \1=值）"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要有一个值"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 的值 \2 不对，可用：\3"),
    (r"argument (.+?): invalid \w+ value: (.+)", r"\1 的值 \2 不对"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同用"),
)


class Parser(ArgumentParser):
    """An ArgumentParser that speaks Chinese, and whose errors are one sentence."""

    def __init__(self, prog: str, description: str):
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False, formatter_class=RawDescriptionHelpFormatter)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def with_query(self, words: Sequence[str]) -> list[str]:
        """The words of a command that takes a query, a query such as -招标 behind `--`: no option, though it begins with a minus."""
        options = {option for action in self._actions for option in action.option_strings}
        queries = [word for word in words if re.match("-[^-]", word) and word not in options]
        if not queries or "--" in words:
            return list(words)
        return [*(word for word in words if word not in queries), "--", *queries]

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in SENTENCES:
            if match := re.fullmatch(pattern, message):
                raise UsageError(f"{match.expand(sentence)}；用法见 {self.prog} --help")
        raise UsageError(f"{message}；用法见 {self.prog} --help")


def day(text: str, option: str) -> date:
    """A date argument. Errors: UsageError naming the option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} 的值 {text} 不是日期，请写成 2026-10-01") from None


def file(text: str) -> Path:
    """A file argument that must be there. Errors: UsageError."""
    path = Path(text)
    if not path.is_file():
        raise UsageError(f"没有找到文件 {text}")
    return path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turns a file that cannot be read or written into a sentence that names it."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}：{error.strerror or error}") from None
