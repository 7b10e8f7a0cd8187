"""The styles of an official Word document after GB/T 9704: the office's fonts are named, none is embedded."""

from reports.formats.wordml import AREA, NAMESPACE

SONG_TITLE, FANG_SONG, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LINE = 579  # twips: 22 lines of 28.95 pt fill the 225 mm of the type area
TRACKING = -5  # twips: 28 characters of 16 pt are wider than 156 mm without it
CENTRED = '<w:jc w:val="center"/>'
UNSPACED = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # no air between letters of both kinds: 28 characters make a line
FREE = '<w:snapToGrid w:val="0"/>'  # lines of their own height do not snap to the grid of the page
RED = "FF0000"
LIFT = 170  # twips: the foot of a letter's rule stands 20 mm above the sheet's edge, page numbers 3 mm higher
BROAD = '<w:ind w:left="-454" w:right="-340"/>'  # a rule of 170 mm in a type area of 156 mm
LEFT_TAB, LEADER = '<w:tab w:val="left" w:pos="600"/>', f'<w:tab w:val="right" w:leader="dot" w:pos="{AREA}"/>'
FACTS_TAB, FACTS = '<w:tab w:val="left" w:pos="1440"/>', '<w:ind w:left="1440" w:hanging="1440"/><w:jc w:val="left"/>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


def styles_xml() -> str:
    """The content of word/styles.xml."""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    styles = (
        _style("Normal", "Normal", UNSPACED + _exact(LINE) + '<w:jc w:val="both"/>', _run(FANG_SONG, 32, TRACKING), default=True),
        _style("Text", "公文正文", _exact(LINE) + INDENT, ""),
        _style("Title", "Title", "<w:keepNext/>" + _exact(680) + CENTRED, _run(SONG_TITLE, 44, 0)),
        _style("Heading1", "heading 1", "<w:keepNext/>" + _exact(LINE) + INDENT + '<w:outlineLvl w:val="0"/>', _run(HEI, 32, TRACKING), after="Text"),
        _style("Heading2", "heading 2", "<w:keepNext/>" + _exact(LINE) + INDENT + '<w:outlineLvl w:val="1"/>', _run(KAI, 32, TRACKING), after="Text"),
        _style("Annex", "附件标记", "<w:keepNext/><w:pageBreakBefore/>" + _exact(LINE), _run(HEI, 32, TRACKING)),
        _style("AnnexTitle", "附件标题", "<w:keepNext/>" + _exact(680, 290, 290) + '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>', _run(SONG_TITLE, 44, 0)),
        _style("Space", "空行", "<w:keepNext/>" + _exact(LINE), ""),
        _style("AnnexList", "附件说明", "<w:keepNext/>" + _exact(LINE) + '<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>', ""),
        _style("Caption", "caption", "<w:keepNext/>" + _exact(440, 120) + CENTRED, _run(HEI, 24, 0)),
        _style("Measure", "计量单位", "<w:keepNext/>" + _exact(360) + '<w:jc w:val="right"/>', _run(FANG_SONG, 21, 0)),
        _style("TableHead", "表头", "<w:keepNext/>" + _exact(360) + CENTRED, _run(HEI, 21, 0)),
        _style("TableText", "表文", _exact(360) + '<w:jc w:val="left"/>', _run(FANG_SONG, 21, 0)),
        _style("TableNumber", "表数", _exact(360) + CENTRED, _run(FANG_SONG, 21, 0)),
        _style("Note", "表注", _exact(360, 40, 160) + '<w:jc w:val="left"/>', _run(FANG_SONG, 21, 0)),
        _style("Identity", "编号", _exact(360) + '<w:jc w:val="left"/>', _run(FANG_SONG, 21, 0)),
        # A line of exact height would cut the picture off.
        _style("Picture", "图", f'<w:keepLines/>{FREE}<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>{CENTRED}', _run(HEI, 24, 0)),
        _style("Signature", "Signature", "<w:keepNext/>" + _exact(LINE) + '<w:jc w:val="right"/>', ""),
        # 发文机关标志: its upper edge stands 35 mm below the top of the type area.
        _style("Issuer", "发文机关标志", "<w:keepNext/>" + _free(1984) + CENTRED, _run(SONG_TITLE, 96, 0, RED)),
        _style("Number", "发文字号", "<w:keepNext/>" + _exact(LINE) + CENTRED, ""),
        _style("RedRule", "红线", f"<w:keepNext/>{_rule(12)}" + _exact(227), _run(FANG_SONG, 2, 0)),
        _style("Editor", "编印", f'<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="{AREA}"/></w:tabs>' + _exact(LINE), ""),
        _style("LetterNumber", "信函字号", _exact(LINE, 560) + '<w:jc w:val="right"/>', ""),
        _style("LetterHead", "信函名称", _double("bottom", "thickThinSmallGap") + _free(0) + f"{BROAD}{CENTRED}", _run(SONG_TITLE, 88, 0, RED)),
        _style("LetterFoot", "信函底线", _double("top", "thinThickSmallGap") + _exact(20) + BROAD, _run(SONG, 2, 0)),
        _style(
            "Imprint",
            "版记",
            f'<w:tabs><w:tab w:val="right" w:pos="{AREA - 280}"/></w:tabs>' + _exact(440) + '<w:ind w:left="280" w:right="280"/>',
            _run(FANG_SONG, 28, 0),
        ),
        _style("Small", "空", _exact(20), _run(FANG_SONG, 2, 0)),
        _style("Header", "header", _exact(360) + '<w:jc w:val="right"/>', _run(HEI, 24, 0)),
        _style("FooterOdd", "页码（单页）", _exact(360, 0, LIFT) + '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>', _run(SONG, 28, 0)),
        _style("FooterEven", "页码（双页）", _exact(360, 0, LIFT) + '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>', _run(SONG, 28, 0)),
        _style("Cover", "封面题名", "<w:keepNext/>" + _exact(680, 4000) + CENTRED, _run(SONG_TITLE, 44, 0)),
        _style("CoverLine", "封面", _exact(LINE) + CENTRED, ""),
        _style("Contents", "目录标题", "<w:keepNext/><w:pageBreakBefore/>" + _exact(LINE, 0, LINE) + CENTRED, _run(HEI, 32, 0)),
        _style("Entry", "目录", f"<w:tabs>{LEFT_TAB}{LEADER}</w:tabs>" + _exact(440) + '<w:jc w:val="left"/>', _run(FANG_SONG, 24, 0)),
        _style("Article", "剪报题名", "<w:keepNext/><w:pageBreakBefore/>" + _exact(680) + CENTRED + '<w:outlineLvl w:val="0"/>', _run(SONG_TITLE, 44, 0)),
        _style("Facts", "剪报事项", f"<w:tabs>{FACTS_TAB}</w:tabs>" + _exact(360, 20, 20) + FACTS, _run(FANG_SONG, 24, 0)),
        _style("FooterTurned", "页码（横页）", _exact(360), _run(SONG, 28, 0)),
    )
    return f"<w:styles {NAMESPACE}>{defaults}{''.join(styles)}</w:styles>"


def _style(key: str, name: str, paragraph: str, run: str, *, default: bool = False, after: str = "") -> str:
    begin = '<w:style w:type="paragraph" w:default="1"' if default else '<w:style w:type="paragraph"'
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = f'<w:next w:val="{after}"/>' if after else ""
    return f'{begin} w:styleId="{key}"><w:name w:val="{name}"/>{based}{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'


def _exact(line: int, before: int = 0, after: int = 0) -> str:
    snap = "" if line == LINE else FREE
    return f'{snap}<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def _free(before: int) -> str:
    """Lines as high as their letters."""
    return f'{FREE}<w:spacing w:before="{before}" w:after="0" w:line="240" w:lineRule="auto"/>'


def _rule(size: int) -> str:
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="1" w:color="{RED}"/></w:pBdr>'


def _double(side: str, kind: str) -> str:
    return f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="11" w:color="{RED}"/></w:pBdr>'


def _run(font: str, half_points: int, tracking: int, colour: str = "") -> str:
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:cs="Times New Roman"/>'
    return f'{fonts}{coloured}<w:spacing w:val="{tracking}"/><w:kern w:val="0"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
