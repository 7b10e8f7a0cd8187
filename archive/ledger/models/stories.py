"""Stories, what holds their articles together, and what people corrected."""

from django.db import models

from model.correction import Kind
from model.story import Answer

ANSWERS = [(answer.value, answer.label) for answer in Answer]


class Story(models.Model):
    """稿件: a text wherever it was printed."""

    number = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=24, unique=True)  # the id of the article it began with
    size = models.IntegerField(default=1)
    reason = models.TextField(blank=True)  # why its first publication is that
    confidence = models.FloatField(default=1.0)  # in the first publication, 0 … 1
    missing = models.CharField(max_length=60, blank=True)  # 未采集: the outlet that had it first
    chosen = models.CharField(max_length=24, blank=True)  # Article.id that a person set as the first publication


class Link(models.Model):
    """What was found about two articles when the later one came, or what a person said about them."""

    article = models.ForeignKey("ledger.Article", on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey("ledger.Article", on_delete=models.CASCADE, related_name="linked")
    answer = models.CharField(max_length=8, choices=ANSWERS)
    cover = models.FloatField()  # share of the article's text that the other one holds
    other_cover = models.FloatField()
    differing = models.JSONField(default=list)  # figures, places and people: [[article's, other's], …]
    reason = models.TextField()
    confidence = models.FloatField()
    open = models.BooleanField(default=False)  # nobody has decided yet

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "other"], name="linked_once")]
        # Finds what waits for a person without reading what is done.
        indexes = [models.Index(fields=["id"], name="link_waiting", condition=models.Q(open=True))]


class Apart(models.Model):
    """Two stories of which a person said that they are not the same text: no rule makes them one."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="apart")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="apart_from")  # the one with the higher number

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "other"], name="apart_once")]


class Correction(models.Model):
    """What a person changed about stories: never deleted, can be undone."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in Kind])
    at = models.DateTimeField()
    by = models.CharField(max_length=150)  # user name
    note = models.TextField(blank=True)
    articles = models.ManyToManyField("ledger.Article", related_name="corrections")  # those of the stories that it was about
    before = models.JSONField(default=dict)  # what undoing brings back
    undone = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-number"]
