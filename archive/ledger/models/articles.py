"""Articles, with the units and topics they are credited to."""

from django.db import models

from archive.ledger.models.choices import LEVELS, MEDIA, ROLES
from archive.ledger.models.pages import Capture
from archive.ledger.models.registers import Outlet, Source, Topic, Unit
from archive.ledger.models.stories import Story
from model.article import State
from model.reading import Precision


class Article(models.Model):
    """刊发. `day` is the local day of publication: months are counted by it; null is 日期待定."""

    number = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=24, unique=True)
    url = models.TextField()
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, db_index=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT)
    level = models.CharField(max_length=10, choices=LEVELS)
    medium = models.CharField(max_length=12, choices=MEDIA)
    title = models.TextField()
    subtitle = models.TextField(blank=True)
    published = models.DateTimeField(null=True)
    published_precision = models.CharField(max_length=6, choices=[(p.value, p.value) for p in Precision])
    day = models.DateField(null=True)
    collected = models.DateTimeField()
    origin = models.TextField(blank=True)
    reporters = models.JSONField(default=list)
    correspondents = models.JSONField(default=list)
    editors = models.JSONField(default=list)
    column = models.TextField(blank=True)
    page_no = models.CharField(max_length=20, blank=True)
    page_name = models.TextField(blank=True)
    relevance = models.FloatField(default=0)
    fingerprint = models.CharField(max_length=32, db_index=True)
    characters = models.IntegerField(default=0)  # of the body without line ends, so that points never read bodies; 0: unknown
    capture = models.ForeignKey(Capture, null=True, on_delete=models.PROTECT)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="articles")
    role = models.CharField(max_length=8, choices=ROLES)
    attributions = models.JSONField(default=list)  # outlets that it names as the source of its text: [[sign, outlet], …]
    settled = models.BooleanField(default=False)  # a person placed it in its story: no rule moves it
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.KEPT)
    version = models.IntegerField(default=1)
    indexed_version = models.IntegerField(default=0)  # that the index was told; -version: it refused it
    standby_version = models.IntegerField(default=0)  # the same of the standby index, where there is one
    index_error = models.TextField(blank=True)  # why the index refused this version

    class Meta:
        indexes = [
            models.Index(fields=["day", "number"], name="article_day"),
            models.Index(fields=["source", "-number"], name="article_of_source"),
            # Finds what is still to be indexed without reading what is done.
            models.Index(fields=["number"], name="article_unindexed", condition=~models.Q(version=models.F("indexed_version"))),
            models.Index(fields=["number"], name="article_not_standing_by", condition=~models.Q(version=models.F("standby_version"))),
        ]

    def __str__(self) -> str:
        return self.title


class Text(models.Model):
    """The body, apart from its article, so that counting never reads it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="text")
    body = models.TextField()


class Credit(models.Model):
    """A unit that an article is credited to, and why."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="credits")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    words = models.JSONField(default=list)
    place = models.CharField(max_length=5)
    score = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "unit"], name="credited_once")]


class Tagging(models.Model):
    """A topic of an article, and why."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="taggings")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT)
    words = models.JSONField(default=list)
    place = models.CharField(max_length=5)
    score = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="tagged_once")]
