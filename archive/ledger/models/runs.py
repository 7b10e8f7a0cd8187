"""Runs of sources and of the timetable's jobs, and who may start them."""

from django.db import models

from model.run import RunState

ACTIVE = (RunState.WAITING.value, RunState.RUNNING.value)
WRONG = (RunState.FAILED.value, RunState.INTERRUPTED.value)
ANSWERING = (*ACTIVE, RunState.DONE.value)


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
    timed = models.BooleanField(default=False)  # belongs to a run of the timetable, which shows it

    class Meta:
        indexes = [
            models.Index(fields=["source", "-started"], name="run_of_source"),
            models.Index(fields=["-started"], name="run_started"),
            models.Index(fields=["-started"], name="run_by_hand", condition=models.Q(timed=False)),
        ]


class Lease(models.Model):
    """Who may do what only one process may do at a time, until when. Each new holder has a higher fence than all before it."""

    name = models.CharField(primary_key=True, max_length=40)
    holder = models.CharField(max_length=120)
    fence = models.BigIntegerField(default=0)
    expires = models.DateTimeField()
    seen = models.DateTimeField(null=True)  # the latest moment that a holder took for the right time


class Job(models.Model):
    """What is remembered of a job of the timetable; model.run.JobState says what the fields mean.

    Slots are text, 2026-11-02T07:00:00, as the wall clock of the job's time zone shows them: they sort as they are.
    """

    id = models.CharField(primary_key=True, max_length=120)
    answered = models.CharField(max_length=19, blank=True)
    fed = models.CharField(max_length=19, blank=True)
    failures = models.IntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    paused = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)


class JobRuns(models.QuerySet["JobRun"]):
    """Conditions as text: SQLite uses the index of such rows only where the condition has no parameters."""

    def active(self) -> models.QuerySet["JobRun"]:
        return self.extra(where=["state IN ('waiting', 'running')"])

    def wrong(self) -> models.QuerySet["JobRun"]:
        return self.extra(where=["state IN ('failed', 'interrupted')"])


class JobRun(models.Model):
    """One run of a job: what is due follows from these rows, so that nothing is lost or done twice.

    Failed and interrupted runs stay as history; of the others a slot has one at most.
    """

    number = models.BigAutoField(primary_key=True)
    job = models.CharField(max_length=120)
    slot = models.CharField(max_length=19)
    asked = models.BooleanField(default=False)  # by a person, besides the timetable
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RunState])
    source = models.CharField(max_length=60, blank=True)
    lock = models.CharField(max_length=255, blank=True)
    fence = models.BigIntegerField()
    pid = models.IntegerField(default=0)
    host = models.CharField(max_length=120, blank=True)
    log = models.TextField(blank=True)  # file of the output; runs of one process share it
    started = models.DateTimeField()
    deadline = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    exit_status = models.IntegerField(null=True)
    reason = models.TextField(blank=True)  # why it failed or was interrupted, in Chinese
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL)  # what the source gave

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], condition=models.Q(state__in=ANSWERING), name="one_answer_a_slot")]
        indexes = [
            # Finds what runs without reading what is done.
            models.Index(fields=["number"], name="jobrun_active", condition=models.Q(state__in=ACTIVE)),
            models.Index(fields=["job", "-started"], name="jobrun_of_job"),
            models.Index(fields=["-started"], name="jobrun_started"),
            models.Index(fields=["-started"], name="jobrun_wrong", condition=models.Q(state__in=WRONG)),
        ]

    objects = JobRuns.as_manager()
