"""Searches that people keep."""

from django.contrib.auth.models import User
from django.db import models


class SavedSearch(models.Model):
    """订阅检索; archive.ledger.saved.Saved says what the fields mean."""

    number = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="searches")
    name = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    conditions = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    seen = models.BigIntegerField(default=0)
    alert = models.BooleanField(default=False)
    told = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="search_named_once")]

    def __str__(self) -> str:
        return self.name
