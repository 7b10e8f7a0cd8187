"""Addresses, lists and captures: what was met, fetched and kept as evidence."""

from django.db import models

from model.outcome import Outcome


class Addresses(models.QuerySet["Address"]):
    """Conditions as text: SQLite uses the index of such rows only where the condition has no parameters."""

    def of(self, outcome: Outcome) -> models.QuerySet["Address"]:
        match outcome:
            case Outcome.WAITING:
                return self.extra(where=["outcome = 'waiting'"])
            case Outcome.UNREADABLE:
                return self.extra(where=["outcome = 'unreadable'"])
            case Outcome.REJECTED:
                return self.extra(where=["outcome = 'rejected'"])
        return self.filter(outcome=outcome)  # what was kept is found through its articles


class Address(models.Model):
    """Every article address ever accepted, with its one outcome; what is here with an outcome is not fetched again."""

    number = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=24, unique=True)  # model.article.address_id
    url = models.TextField()  # as it was found, to be fetched; `key` names its canonical form
    source = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    reason = models.TextField(blank=True)
    tries = models.IntegerField(default=0)
    seen = models.DateTimeField()  # first met
    decided = models.DateTimeField(null=True)
    listed = models.JSONField(default=dict)  # what the list said of it, its further pieces included; kept as long as it waits

    class Meta:
        # Each outcome by source without reading the others; what was kept is found through its articles.
        indexes = [
            models.Index(fields=["source", "number"], name="address_waiting", condition=models.Q(outcome="waiting")),
            models.Index(fields=["source", "number"], name="address_unreadable", condition=models.Q(outcome="unreadable")),
            models.Index(fields=["source", "number"], name="address_rejected", condition=models.Q(outcome="rejected")),
            # Those of all sources, the newest first: of what is rare the table would be read to its beginning.
            models.Index(fields=["number"], name="address_all_waiting", condition=models.Q(outcome="waiting")),
            models.Index(fields=["number"], name="address_all_unreadable", condition=models.Q(outcome="unreadable")),
            models.Index(fields=["number"], name="address_all_rejected", condition=models.Q(outcome="rejected")),
        ]

    objects = Addresses.as_manager()


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
    key = models.CharField(max_length=24, db_index=True)  # of the canonical address; of a further page of an article, the article's
    part = models.IntegerField(default=1)  # of an article on several pages; its captures are numbered one after the other
    url = models.TextField()
    source = models.CharField(max_length=60)
    fetched = models.DateTimeField()
    status = models.IntegerField()
    digest = models.CharField(max_length=64, db_index=True)  # sha-256 of the body
    file = models.CharField(max_length=120)  # below the home's evidence folder
    offset = models.BigIntegerField()  # of the response record in that file
    length = models.BigIntegerField()
    truncated = models.BooleanField(default=False)
    listed = models.JSONField(default=dict)  # what the list said of it: title, published, page_no, page_name
    problem = models.TextField(blank=True)  # what `jianbao verify` found wrong with the record, in Chinese
