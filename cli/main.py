"""The entry of every command: finds it, reads its arguments, turns what a person can mend into one sentence."""

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

from cli.arguments import Parser
from cli.logs import arrange
from cli.trouble import sentence
from model.outcome import UsageError, UserError
from model.telling import line

# Each command is the module of its name in this package (import_ for import), with `arguments(parser)` and `run(args) -> exit status`.
COMMANDS = {
    "init": "建立或升级数据目录：设置文件、数据库、首位管理员",
    "demo": "演示：本机模拟媒体、采集、检索、上月月报，打开网站",
    "sources": "采集源登记：list 列出、load 载入、check 检查、export 导出",
    "crawl": "立即采集",
    "read": "读取已保存的网页（不联网），输出 JSON 行",
    "discover": "从已保存的列表、订阅或站点地图中找出文章链接",
    "group": "把文档按到达顺序归入稿件，指明首发与转载",
    "regroup": "用现在的规则重新归并已收录的文章，先预览再写入",
    "search": "检索",
    "saved": "订阅检索：列出、看新到、保存、删除",
    "export": "导出检索到的全部文章：xlsx、csv、jsonl，或剪报册 docx、pdf",
    "import": "由 JSONL、Excel 或 CSV 文件导入稿件，逐行说明结果",
    "undecided": "待定媒体：导入时没有登记的媒体，决定是谁、登记或不要",
    "report": "生成或查看月报",
    "deliver": "发送报告、摘报和异常，查看和处理发送结果",
    "schedule": "按时间表运行：到点采集、每月 1 日出月报",
    "worker": "工人：运行时钟交来的采集、重读和报告，可在多台机器上",
    "serve": "打开网站",
    "runs": "运行历史；查看记录，马上运行、暂停、恢复",
    "inspect": "巡检：登记采集台账，判断异常并通知",
    "status": "采集源状况、待采与待索引数量",
    "reread": "用现在的读法重读存证，报告差异；--apply 写入",
    "reindex": "由登记簿重建检索索引",
    "doctor": "检查这套安装哪里不对、怎么办",
    "verify": "逐页核对存证与登记簿里的摘要值",
    "backup": "备份到另一个目录",
    "restore": "把备份恢复到一个空目录",
}

QUERYING = ("search", "export")  # those whose first word is a query


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status: 0 done, 1 failed, 2 wrong usage. Results go to stdout, messages to stderr."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    arrange()
    try:
        return _run(arguments)
    except UserError as error:
        print(f"jianbao：{line(str(error))}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("jianbao：已中断；已保存的不受影响，再次运行会接着做", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left: nothing more to say, and nothing failed
        return 0
    except Exception as error:
        said = sentence(error)
        if not said:
            raise
        print(f"jianbao：{said}", file=sys.stderr)
        return 1


def _run(arguments: list[str]) -> int:
    home = _leading_home(arguments)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0
    name, *rest = arguments
    if name == "--version":
        print(f"jianbao {version()}")
        return 0
    if name not in COMMANDS:
        raise UsageError(f"没有命令 {name}；运行 jianbao --help 查看全部命令")
    command = import_module(f"cli.{name}_" if iskeyword(name) else f"cli.{name}")
    parser = Parser(prog=f"jianbao {name}", description=COMMANDS[name])
    parser.add_argument("--home", metavar="目录", default=home, help="数据目录（默认 $JIANBAO_HOME 或 ~/jianbao）")
    command.arguments(parser)
    status: int = command.run(parser.parse_args(parser.with_query(rest) if name in QUERYING else rest))
    return status


def _leading_home(arguments: list[str]) -> str | None:
    """Takes `--home DIR` from before the command."""
    if arguments[:1] == ["--home"]:
        if len(arguments) < 2:
            raise UsageError("--home 后面缺少目录")
        _, home = arguments.pop(0), arguments.pop(0)
        return home
    if arguments and arguments[0].startswith("--home="):
        return arguments.pop(0).removeprefix("--home=")
    return None


def _overview() -> str:
    lines = "\n".join(f"  {name:<10}{text}" for name, text in COMMANDS.items())
    return f"剪报：单位新闻宣传的采集、存证、检索与月度统计\n\n用法：jianbao [--home 目录] 命令 [参数]\n\n{lines}\n\n各命令的参数：jianbao 命令 --help"


def version() -> str:
    """Of the installed package, or a word that says there is none."""
    from importlib import metadata

    try:
        return metadata.version("jianbao")
    except metadata.PackageNotFoundError:
        return "（源码目录）"
