"""What comes in by hand, and what is known of an article besides its text: where it stood, how often it was read."""

from django.db import models

from archive.ledger.models.articles import Article
from archive.ledger.models.pages import Capture
from model.row import RowOutcome


class Position(models.Model):
    """版面位置: 头版, 头条, 图片新闻 …, as it was entered; the points rule says what it is worth."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="position")
    words = models.JSONField(default=list)


class Amended(models.Model):
    """An article of which a person said something that no rule takes back."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="amended")
    fields = models.JSONField(default=list)  # names of archive.ledger.amending.Facts


class Counts(models.Model):
    """阅读, 点赞 … of an article at a moment. A key that is missing is 未取得, not 0."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="counts")
    taken = models.DateTimeField()
    values = models.JSONField(default=dict)  # reads, likes, shares, comments -> number
    at_least = models.JSONField(default=list)  # the keys whose number is only a lower bound: 10万+ is 100001

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "taken"], name="counts_once_a_moment")]


class Filing(models.Model):
    """How an article without a page came in, and what the table said of it besides what every article has."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="filing")
    by = models.CharField(max_length=60, blank=True)  # who brought it
    file = models.TextField(blank=True)  # "" for the form
    row = models.IntegerField(default=0)  # below the head, from 1
    seconds = models.IntegerField(null=True)  # of a broadcast
    note = models.TextField(blank=True)


class Undecided(models.Model):
    """A row of an import whose outlet nobody registered: it waits for a person, and stays here with what became of it."""

    number = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=24, unique=True)  # of the placement that it means: the same file again adds nothing
    outlet = models.TextField()  # as it is written
    folded = models.CharField(max_length=200, db_index=True)  # equal for spellings that differ in signs only
    values = models.JSONField()  # model.row.Row
    file = models.TextField(blank=True)
    row = models.IntegerField(default=0)
    by = models.CharField(max_length=60, blank=True)
    brought = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=[(o.value, o.label) for o in RowOutcome], default=RowOutcome.WAITING)
    reason = models.TextField(blank=True)
    article = models.CharField(max_length=24, blank=True)  # Article.id that it became or repeats
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)

    class Meta:
        # Finds what waits without reading what is decided.
        indexes = [models.Index(fields=["folded", "number"], name="undecided_waiting", condition=models.Q(outcome="waiting"))]


class Scan(models.Model):
    """附件: a scan or photo that somebody handed in; its bytes lie in the evidence like those of a page."""

    number = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="scans")
    undecided = models.ForeignKey(Undecided, null=True, on_delete=models.CASCADE, related_name="scans")  # until it is an article
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="scans")
    name = models.TextField()
    kind = models.CharField(max_length=20)  # of its content: a key of model.scan.SUFFIXES
    size = models.BigIntegerField()
    by = models.CharField(max_length=60, blank=True)
    added = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "capture"], name="scan_once_an_article"),
            models.UniqueConstraint(fields=["undecided", "capture"], name="scan_once_a_row"),
        ]
