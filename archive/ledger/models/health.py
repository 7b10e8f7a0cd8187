"""How the sources are: days, lists, alarms."""

from django.db import models

from model.health import AlarmKind, ListOutcome


class SourceDay(models.Model):
    """采集台账; model.health.SourceDay says what the fields mean."""

    source = models.CharField(max_length=60)
    day = models.DateField()
    runs = models.IntegerField(default=0)
    good = models.IntegerField(default=0)
    expected = models.FloatField(default=0)
    found = models.IntegerField(default=0)
    fetched = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    unreadable = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    gap = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "day"], name="one_row_a_day")]
        indexes = [models.Index(fields=["day"], name="sourceday_day")]


class ListState(models.Model):
    """What a list of a source gave last, and what it used to give."""

    key = models.CharField(primary_key=True, max_length=24)  # model.article.address_id of source and address
    source = models.CharField(max_length=60, db_index=True)
    url = models.TextField()
    outcome = models.CharField(max_length=10, choices=[(o.value, o.label) for o in ListOutcome])
    times = models.IntegerField(default=1)  # in a row that it gave this outcome
    since = models.DateTimeField()  # the first of these
    seen = models.DateTimeField()  # the last
    rows = models.IntegerField(default=0)  # of the last page that had any; 0: it never had
    newest = models.DateTimeField(null=True)  # date of its newest entry; null: it shows none
    template = models.CharField(max_length=32, blank=True)  # fingerprint of its markup without its text
    template_since = models.DateTimeField(null=True)  # when the fingerprint last changed; null: never yet


class Alarm(models.Model):
    """Something that a person should look at; ended ones stay as history."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in AlarmKind])
    subject = models.CharField(max_length=120)
    name = models.TextField()
    since = models.DateTimeField()
    seen = models.TextField()
    advice = models.TextField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], condition=models.Q(ended=None), name="one_alarm_at_a_time")]
