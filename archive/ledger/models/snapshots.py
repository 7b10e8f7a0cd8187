"""Closed reports: what was printed stays as it was printed."""

from django.db import models


class Snapshot(models.Model):
    """A frozen report. It is never changed; a later revision of the same period and scope supersedes it."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10)  # month, quarter, half, year, range
    period = models.CharField(max_length=30)  # Period.id
    scope = models.CharField(max_length=80, blank=True)  # "": the whole bureau; unit:<id>, topic:<id>
    revision = models.IntegerField()  # 1, 2, …
    since = models.DateField()
    until = models.DateField()
    cutoff = models.DateTimeField()
    frozen = models.DateTimeField()  # the actual moment
    last = models.BigIntegerField()  # Article.number of the newest article then: later ones are late
    digest = models.CharField(max_length=64)  # SHA-256 of the JSON
    content = models.BinaryField()  # the whole report, compressed
    figures = models.JSONField()  # what later reports compare with
    reason = models.TextField(blank=True)  # why it was issued again
    by = models.CharField(max_length=60, blank=True)  # who issued it again

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "period", "scope", "revision"], name="frozen_once")]
        indexes = [models.Index(fields=["kind", "scope", "since"], name="snapshot_of_days")]


class Frozen(models.Model):
    """An article as a snapshot counted it, told it as late, or corrected it. The article itself may be gone since."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="items")
    article = models.CharField(max_length=24)  # Article.id
    part = models.CharField(max_length=10)  # counted, late, corrected

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "snapshot", "part"], name="frozen_article_once")]
