"""Deliveries: one row for each message, channel and recipient."""

from django.db import models

from model.delivery import DeliveryState, Occasion


class Message(models.Model):
    """What is told; model.delivery.Message says what the fields mean."""

    key = models.CharField(primary_key=True, max_length=120)
    occasion = models.CharField(max_length=10, choices=[(o.value, o.label) for o in Occasion])
    subject = models.TextField()
    text = models.TextField()
    files = models.JSONField(default=list)
    link = models.TextField(blank=True)
    created = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-created"], name="message_created")]


class Deliveries(models.QuerySet["Delivery"]):
    """Conditions as text: SQLite uses the index of such rows only where the condition has no parameters."""

    def open(self) -> models.QuerySet["Delivery"]:
        return self.extra(where=["state IN ('waiting', 'sending')"])

    def stuck(self) -> models.QuerySet["Delivery"]:
        return self.extra(where=["state IN ('unclear', 'dead')"])


class Delivery(models.Model):
    """The row, not memory, keeps a message from being sent twice; model.delivery.Delivery says what the fields mean."""

    number = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=60)
    recipient = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=[(s.value, s.label) for s in DeliveryState], default=DeliveryState.WAITING)
    tries = models.IntegerField(default=0)
    parts = models.IntegerField(default=0)
    not_before = models.DateTimeField()
    begun = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel", "recipient"], name="sent_once")]
        indexes = [
            # Finds what is to be sent, and what a person has to decide, without reading what is done.
            models.Index(fields=["not_before"], name="delivery_open", condition=models.Q(state__in=("waiting", "sending"))),
            models.Index(fields=["number"], name="delivery_stuck", condition=models.Q(state__in=("unclear", "dead"))),
            models.Index(fields=["channel", "-begun"], name="delivery_of_channel"),
        ]

    objects = Deliveries.as_manager()


class Told(models.Model):
    """How far a digest of a channel has told what came in: the next one goes on from there."""

    name = models.CharField(primary_key=True, max_length=120)  # "daily 处室群"
    last = models.BigIntegerField()  # Article.number of the newest article that was told
    at = models.DateTimeField()
