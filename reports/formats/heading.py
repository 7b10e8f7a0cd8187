"""The line that stands at the head of every file: whose, of when, known until when, which version."""

from model.table import Report


def identity(report: Report, digest: str) -> tuple[str, ...]:
    """In parts, so that a format may break it where it likes; `digest` is the SHA-256 of the JSON."""
    return (
        report.bureau,
        f"统计时间：{report.since:%Y-%m-%d} 至 {report.until:%Y-%m-%d}",
        f"数据截至：{report.cutoff:%Y-%m-%d %H:%M:%S}",
        f"编号：{report.id}{'（预览）' if report.preview else ''}",
        f"SHA-256：{digest}",
    )
