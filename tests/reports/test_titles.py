import pytest

from reports.formats.titles import LONGEST, in_lines, width


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于2026年10月新闻宣传工作情况的通报", ["关于2026年10月新闻宣传工作情况的通报"]),
        ("关于2026年10月1日至10月15日新闻宣传工作情况的通报", ["关于2026年10月1日至10月15日", "新闻宣传工作情况的通报"]),
        ("云溪市建成“十五分钟”养老服务圈 惠及老年人八万余人", ["云溪市建成“十五分钟”养老服务圈", "惠及老年人八万余人"]),
        ("", [""]),
    ],
)
def test_titles_break_between_words(title: str, lines: list[str]) -> None:
    assert in_lines(title) == lines


def test_any_title_is_broken_without_loss() -> None:
    for title in ("甲" * 5000, "a" * 300, "，" * 50, "第三季度" * 12, "“" * 40):
        lines = in_lines(title)
        assert "".join(lines) == title
        assert all(width(line) <= LONGEST or len(set(line)) == 1 for line in lines)


def test_broad_and_narrow_signs() -> None:
    assert width("2026年10月") == 5.0
    assert width("“引号”") == 4.0


def test_letters_without_end_do_not_leave_the_page() -> None:
    for sign in "x1/":
        assert all(width(line) <= LONGEST for line in in_lines(f"见 {sign * 300}"))
