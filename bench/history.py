"""What a ledger holds besides its articles after some years: made by the database itself, a million rows in a few seconds. For bench.pages."""

from collections.abc import Iterator
from datetime import date, timedelta

from bench.report import LAST

SOURCES = 1000
STAMP = "'2026-10-30 08:00:00'"


def more(articles: int, years: int) -> None:
    """Everything besides the articles that an archive of that size holds."""
    from django.db import connection

    days = [(LAST - timedelta(days=back)).isoformat() for back in range(years * 365)]
    first: date = LAST - timedelta(days=years * 365)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("CREATE TEMPORARY TABLE day (day TEXT)")
        cursor.executemany("INSERT INTO day VALUES (%s)", [(day,) for day in days])
        cursor.execute("CREATE TEMPORARY TABLE n (n INTEGER PRIMARY KEY)")
        cursor.executemany("INSERT INTO n VALUES (%s)", [(n,) for n in range(max(articles, SOURCES))])
        for table, columns, select in rows(articles, first):
            cursor.execute(f"INSERT INTO {table} ({columns}) {select}")
        cursor.execute("COMMIT")
        cursor.execute("ANALYZE")


def rows(articles: int, first: date) -> Iterator[tuple[str, str, str]]:
    """Table, columns, and the query that gives its rows."""
    source = f"'s' || (n % {SOURCES})"
    yield (
        "ledger_source",
        "id, outlet_id, definition, enabled, edited",
        f"SELECT 's' || n, 'o' || (n % 400), '{{\"discover\": []}}', 1, 0 FROM n WHERE n < {SOURCES}",
    )
    yield (
        "ledger_address",
        "key, url, source, outcome, reason, tries, seen, decided, listed",
        (f"SELECT id, url, 's' || (number % {SOURCES}), 'kept', '', 1, collected, collected, '{{}}' FROM ledger_article"),
    )
    for lot in range(3):
        yield (
            "ledger_address",
            "key, url, source, outcome, reason, tries, seen, decided, listed",
            (
                f"SELECT 'r{lot}-' || n, 'https://r.example/{lot}/' || n, {source}, 'rejected', '未提及本单位', 1, {STAMP}, {STAMP}, '{{}}'"
                f" FROM n WHERE n < {articles}"
            ),
        )
    yield (
        "ledger_address",
        "key, url, source, outcome, reason, tries, seen, listed",
        (f"SELECT 'w-' || n, 'https://w.example/' || n, {source}, 'waiting', '应答 503', 2, {STAMP}, '{{}}' FROM n WHERE n < 400"),
    )
    yield (
        "ledger_capture",
        'key, part, url, source, fetched, status, digest, file, "offset", length, truncated, listed, problem',
        (f"SELECT id, 1, url, 's' || (number % {SOURCES}), collected, 200, id, 'a.warc.gz', 0, 9, 0, '{{}}', '' FROM ledger_article"),
    )
    yield (
        "ledger_sourceday",
        "source, day, runs, good, expected, found, fetched, kept, rejected, unreadable, failed, gap, reason",
        (f"SELECT 's' || n, day, 2, 2, 3.0, 4, 4, 1, 3, 0, 0, n % 97 = 0, '' FROM n CROSS JOIN day WHERE n < {SOURCES} ORDER BY day"),
    )
    moment = f"datetime('{first}', '+' || (n * {(LAST - first).days * 86400} / {articles}) || ' seconds')"
    yield (
        "ledger_run",
        "source, started, finished, found, fetched, kept, rejected, unreadable, failed, seconds, error, timed",
        (f"SELECT {source}, {moment}, {moment}, 4, 4, 1, 3, 0, 0, 2.5, '', n % 50 > 0 FROM n WHERE n < {articles}"),
    )
    yield (
        "ledger_jobrun",
        "job, slot, asked, state, source, lock, fence, pid, host, log, started, deadline, finished, exit_status, reason",
        (
            f"SELECT 'crawl ' || {source}, {moment}, 0, CASE n % 100 WHEN 0 THEN 'failed' ELSE 'done' END, {source}, '', n, 0, '', '',"
            f" {moment}, {moment}, {moment}, 0, ''"
            f" FROM n WHERE n < {articles}"
        ),
    )
    tenth = articles // 10
    yield (
        "ledger_alarm",
        "kind, subject, name, since, seen, advice, ended",
        (
            f"SELECT 'silent', 's' || n, '采集源', {STAMP}, '三天没有新文章', '看一看', CASE WHEN n < {SOURCES // 20} THEN NULL ELSE {STAMP} END"
            f" FROM n WHERE n < {tenth}"
        ),
    )
    yield (
        "ledger_message",
        "key, occasion, subject, text, files, link, created",
        (f"SELECT 'daily ' || n, 'daily', '每日简报', '今日 3 篇', '[]', '', {moment} FROM n WHERE n < {tenth}"),
    )
    yield (
        "ledger_delivery",
        "message_id, channel, recipient, state, tries, parts, not_before, begun, sent, error, answer",
        (f"SELECT 'daily ' || n, '处室群', '群', 'sent', 1, 1, {moment}, {moment}, {moment}, '', '' FROM n WHERE n < {tenth}"),
    )
    yield (
        "ledger_change",
        '"when", who, kind, subject, "key", name, before, after, address',
        (f"SELECT {moment}, 'u' || (n % 9), 'changed', '文章', printf('%024x', n + 1), '一篇文章', '{{}}', '{{}}', '127.0.0.1' FROM n WHERE n < {tenth}"),
    )
    yield "ledger_correction", "kind, at, by, note, before, undone_by", f"SELECT 'merge', {moment}, 'u1', '', '{{}}', '' FROM n WHERE n < {tenth}"
    yield "ledger_correction_articles", "correction_id, article_id", "SELECT number, number FROM ledger_correction"
    yield (
        "ledger_link",
        "article_id, other_id, answer, cover, other_cover, differing, reason, confidence, open",
        (f"SELECT n + 2, n + 1, 'same', 0.9, 0.9, '[]', '文字相同', 0.9, n % 1000 = 0 FROM n WHERE n < {articles // 3}"),
    )
    yield "ledger_revision", "article_id, seen, change, reason, title, body", f"SELECT n + 1, {moment}, 'edited', '', '旧题', '' FROM n WHERE n < {tenth}"
    yield "ledger_revisit", "article_id, source, url, due, step", f"SELECT n + 1, {source}, 'https://r.example/' || n, {moment}, 1 FROM n WHERE n < {tenth}"
    yield "ledger_counts", 'article_id, taken, "values", at_least', f"SELECT n + 1, {moment}, '{{\"reads\": 3}}', '[]' FROM n WHERE n < {articles // 3}"
    yield (
        "ledger_undecided",
        '"key", outlet, folded, "values", file, row, "by", brought, outcome, reason, article, decided_by',
        (
            f"SELECT 'u' || n, '未登记报' || (n % 50), '未登记报' || (n % 50), '{{\"title\": \"一\"}}', 'a.xlsx', n, '甲', {STAMP},"
            f" CASE WHEN n < 200 THEN 'waiting' ELSE 'rejected' END, '', '', ''"
            f" FROM n WHERE n < {tenth}"
        ),
    )
    yield (
        "ledger_entry",
        '"key", kind, day, unit_id, title, category, person, numbers, at_least, note, entered, "by", approved',
        (
            f"SELECT 'e' || n, 'adoption', date({moment}), 'u' || (n % 150), '一条信息', '参阅', '', '{{}}', '[]', '', {STAMP}, '甲', 1"
            f" FROM n WHERE n < {articles // 100}"
        ),
    )
