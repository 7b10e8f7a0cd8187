"""Deliveries: one row for each message, channel and recipient."""

from django.db import models

from model.delivery import DeliveryState


class Message(models.Model):
    """What is told; model.delivery.Message says what the fields mean."""

    key = models.CharField(primary_key=True, max_length=120)
    subject = models.TextField()
    text = models.TextField()
    files = models.JSONField(default=list)
    link = models.TextField(blank=True)
    created = models.DateTimeField()


class Delivery(models.Model):
    """The row, not memory, keeps a message from being sent twice."""

    number = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=60)
    recipient = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=[(s.value, s.label) for s in DeliveryState], default=DeliveryState.WAITING)
    tries = models.IntegerField(default=0)
    not_before = models.DateTimeField()
    begun = models.DateTimeField(null=True)  # the last attempt
    sent = models.DateTimeField(null=True)
    error = models.TextField(blank=True)  # of the last attempt, in Chinese, without secrets

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel", "recipient"], name="sent_once")]
        indexes = [models.Index(fields=["not_before"], name="delivery_open", condition=models.Q(state__in=("waiting", "sending")))]
