"""Titles in lines that never end inside a word."""

import re

LONGEST = 19.5  # characters of 22 pt in a line of 156 mm, with some air
# Words of titles that stay whole, beside numbers with what they count. Longer ones first.
WORDS = (
    *("新闻宣传工作", "政务信息", "新闻宣传", "重点稿件", "采用情况", "工作情况", "完成情况", "得分排名", "人民政府", "上半年", "下半年", "民政局"),
    *("民政厅", "办公室", "委员会", "季度", "年度", "月度", "工作", "情况", "通报", "新闻", "宣传", "报道", "关于", "专题", "单位", "排名", "统计"),
    *("稿件", "剪报", "汇编", "总结", "媒体", "舆情", "简报", "民政", "全市", "全省", "全县", "预览", "服务", "养老", "社会", "救助", "信息", "采用", "得分"),
)
TOKEN = re.compile(r"(?:关于)?\d{1,20}(?:\.\d+)?[年月日期篇条号%]?(?:\d+[月日])*|第[一二三四]季度|[A-Za-z]{1,30}|" + "|".join(WORDS) + r"|.", re.DOTALL)
INSIDE = 40.0  # how much a break elsewhere than at a space counts against the evenness of the lines
NOT_FIRST = set("，。、；：？！”’）》〉】」』…—·的和与及了至")  # never begin a line
NOT_LAST = set("“‘（《〈【「『和与及")  # never end a line


def width(text: str) -> float:
    """In characters; letters and figures take half of one."""
    return sum(0.5 if ord(sign) < 0x300 and sign not in "·" else 1.0 for sign in text)


def in_lines(title: str, longest: float = LONGEST) -> list[str]:
    """The fewest lines, as even as words allow; one of several lines is never much longer than the one before it (梯形 or 菱形)."""
    words = _words(title)
    if width(title) <= longest or not words:
        return [title]

    # For each start the best (lines, unevenness, ends) of the words from there on, the last word first.
    best: dict[int, tuple[int, float, tuple[int, ...]]] = {len(words): (0, 0.0, ())}
    for start in range(len(words) - 1, -1, -1):
        options = []
        for end in range(start + 1, len(words) + 1):
            room = longest - width("".join(words[start:end]))
            if room < 0 and end > start + 1:
                break
            lines, unevenness, ends = best[end]
            here = 0.0 if end == len(words) or words[end - 1].isspace() else INSIDE
            options.append((lines + 1, unevenness + room * room + here, (end, *ends)))
        best[start] = min(options)
    ends = best[0][2]
    return ["".join(words[start:end]).strip() for start, end in zip((0, *ends), ends, strict=False)]


def _words(title: str) -> list[str]:
    """Pieces between which a line may end."""
    pieces: list[str] = []
    for token in TOKEN.findall(title):
        if pieces and (token[0] in NOT_FIRST or pieces[-1][-1] in NOT_LAST) and width(pieces[-1] + token) <= LONGEST:
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces
