"""Second looks at articles: when they are due, what they found; and the servers that are left alone for a while."""

from django.db import models

from archive.ledger.models.articles import Article
from archive.ledger.models.pages import Capture
from model.article import Change


class Revisit(models.Model):
    """When an article's page is looked at again. Without a row: no more."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="revisit")
    source = models.CharField(max_length=60)
    url = models.TextField()  # as it is fetched
    due = models.DateTimeField()
    step = models.SmallIntegerField(default=0)  # how many looks there were

    class Meta:
        indexes = [models.Index(fields=["source", "due"], name="revisit_due")]


class Revision(models.Model):
    """What a second look found, with how the article stood before: no version is lost."""

    number = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    seen = models.DateTimeField()
    change = models.CharField(max_length=8, choices=[(c.value, c.label) for c in Change])
    reason = models.TextField(blank=True)  # in Chinese
    title = models.TextField(blank=True)  # before, where it was edited
    body = models.TextField(blank=True)
    before = models.ForeignKey(Capture, null=True, on_delete=models.PROTECT, related_name="+")  # the page as it was
    after = models.ForeignKey(Capture, null=True, on_delete=models.PROTECT, related_name="+")  # the page as it was seen now


class HostPause(models.Model):
    """A server that refused us, or asked for time: nothing is asked of it until then."""

    host = models.CharField(primary_key=True, max_length=255)
    until = models.DateTimeField()
    reason = models.TextField()
