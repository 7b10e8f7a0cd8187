"""The record of who did what."""

from django.db import models

from model.account import ChangeKind


class Change(models.Model):
    """操作记录; model.account.Change says what the fields mean. Accounts are named, not referred to: the record outlives them."""

    number = models.BigAutoField(primary_key=True)
    when = models.DateTimeField()
    who = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in ChangeKind])
    subject = models.CharField(max_length=40)
    key = models.CharField(max_length=120, blank=True)
    name = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    address = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["who", "-number"], name="change_of_account")]
