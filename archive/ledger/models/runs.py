"""Runs of sources and of the timetable's jobs."""

from django.db import models


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
