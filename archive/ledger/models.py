"""The tables. Nothing outside archive/ and web/ imports them; the others use the functions beside them."""

from django.db import models

from model.article import Role, State
from model.outcome import Outcome
from model.outlet import Level, Medium
from model.reading import Precision

LEVELS = [(level.value, level.label) for level in Level]
MEDIA = [(medium.value, medium.label) for medium in Medium]
ROLES = [(role.value, role.label) for role in Role]


class Outlet(models.Model):
    """媒体."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    name = models.CharField(max_length=100, unique=True, verbose_name="名称")
    aliases = models.JSONField(default=list, blank=True, verbose_name="别名")
    hosts = models.JSONField(default=list, blank=True, verbose_name="域名")
    edited = models.BooleanField(default=False, editable=False)  # by a person: loading YAML again does not overwrite it

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = "媒体"

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """An outlet's level and medium from a day on."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="standings")
    level = models.CharField(max_length=10, choices=LEVELS, verbose_name="级别")
    medium = models.CharField(max_length=12, choices=MEDIA, verbose_name="载体")
    since = models.DateField(verbose_name="自")

    class Meta:
        ordering = ["since"]
        verbose_name = verbose_name_plural = "级别与载体"
        constraints = [models.UniqueConstraint(fields=["outlet", "since"], name="one_standing_a_day")]


class Source(models.Model):
    """采集源."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="sources", verbose_name="媒体")
    definition = models.JSONField(verbose_name="采集规则")  # model.source.Source as its YAML has it, without id and outlet
    enabled = models.BooleanField(default=True, verbose_name="启用")
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "采集源"

    def __str__(self) -> str:
        return self.id


class Unit(models.Model):
    """单位: a tree; `position` is the display order over the whole tree."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    name = models.CharField(max_length=100, verbose_name="名称")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="上级")
    aliases = models.JSONField(default=list, blank=True, verbose_name="别名")
    short_names = models.JSONField(default=list, blank=True, verbose_name="简称（须同时出现地名）")
    region = models.JSONField(default=list, blank=True, verbose_name="地名")
    exclusions = models.JSONField(default=list, blank=True, verbose_name="排除词")
    group = models.CharField(max_length=40, blank=True, verbose_name="排名分组")
    since = models.DateField(null=True, blank=True, verbose_name="自")
    until = models.DateField(null=True, blank=True, verbose_name="至")
    position = models.IntegerField(default=0, verbose_name="次序")
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["position"]
        verbose_name = verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """业务 and 专题."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    name = models.CharField(max_length=60, verbose_name="名称")
    words = models.JSONField(default=list, verbose_name="关键词")
    since = models.DateField(null=True, blank=True, verbose_name="自")
    until = models.DateField(null=True, blank=True, verbose_name="至")
    position = models.IntegerField(default=0, verbose_name="次序")
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["position"]
        verbose_name = verbose_name_plural = "专题"

    def __str__(self) -> str:
        return self.name


class PointsRule(models.Model):
    """积分规则."""

    version = models.CharField(primary_key=True, max_length=40, verbose_name="版本")
    since = models.DateField(verbose_name="自")
    table = models.JSONField(verbose_name="分值表")  # {"levels": {...}, "outlets": {...}}
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["since"]
        verbose_name = verbose_name_plural = "积分规则"

    def __str__(self) -> str:
        return self.version


class Address(models.Model):
    """Every article address ever accepted, with its one outcome; what is here with an outcome is not fetched again."""

    number = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=24, unique=True)  # model.article.address_id
    url = models.TextField()  # as it was found, to be fetched; `key` names its canonical form
    source = models.CharField(max_length=60, db_index=True)
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    reason = models.TextField(blank=True)
    tries = models.IntegerField(default=0)
    seen = models.DateTimeField()  # first met
    decided = models.DateTimeField(null=True)


class Listing(models.Model):
    """A list, feed or sitemap page with the validators of its last answer, for conditional requests."""

    key = models.CharField(primary_key=True, max_length=24)
    url = models.TextField()
    source = models.CharField(max_length=60)
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    fetched = models.DateTimeField()


class Capture(models.Model):
    """Where the evidence of a page lies."""

    number = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=24, db_index=True)  # of the canonical address
    url = models.TextField()
    source = models.CharField(max_length=60)
    fetched = models.DateTimeField()
    status = models.IntegerField()
    digest = models.CharField(max_length=64, db_index=True)  # sha-256 of the body
    file = models.CharField(max_length=120)  # below the home's evidence folder
    offset = models.BigIntegerField()  # of the response record in that file
    length = models.BigIntegerField()
    truncated = models.BooleanField(default=False)


class Story(models.Model):
    """稿件: a text wherever it was printed."""

    number = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=24, unique=True)  # the id of the article it began with
    size = models.IntegerField(default=1)


class Article(models.Model):
    """刊发. `day` is the local day of publication: months are counted by it; null is 日期待定."""

    number = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=24, unique=True)
    url = models.TextField()
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT)
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
    capture = models.ForeignKey(Capture, null=True, on_delete=models.PROTECT)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="articles")
    role = models.CharField(max_length=8, choices=ROLES)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.KEPT)
    version = models.IntegerField(default=1)
    indexed_version = models.IntegerField(default=0)
    index_error = models.TextField(blank=True)  # why the index refused this version

    class Meta:
        indexes = [
            models.Index(fields=["day", "number"], name="article_day"),
            # Finds what is still to be indexed without reading what is done.
            models.Index(fields=["number"], name="article_unindexed", condition=~models.Q(version=models.F("indexed_version"))),
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


class Run(models.Model):
    """One run of one source."""

    source = models.CharField(max_length=60)
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    found = models.IntegerField(default=0)
    fetched = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    unreadable = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    seconds = models.FloatField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["source", "-started"], name="run_of_source")]


class JobRun(models.Model):
    """One run of a job of the timetable: what is due follows from these rows, so that nothing is lost or done twice."""

    job = models.CharField(max_length=120)
    slot = models.DateTimeField()  # the moment of the timetable that it answers
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    pid = models.IntegerField()
    exit_status = models.IntegerField(null=True)  # null while running, and for ever where it was killed with the clock
    log = models.TextField(blank=True)  # file of its output

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="one_run_a_slot")]
