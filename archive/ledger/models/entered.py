"""What is known of an article besides its text: where it stood, how often it was read."""

from django.db import models

from archive.ledger.models.articles import Article


class Position(models.Model):
    """版面位置: 头版, 头条, 图片新闻 …, as it was entered; the points rule says what it is worth."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="position")
    words = models.JSONField(default=list)


class Counts(models.Model):
    """阅读, 点赞 … of an article at a moment. A key that is missing is 未取得, not 0."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="counts")
    taken = models.DateTimeField()
    values = models.JSONField(default=dict)  # reads, likes, shares, comments -> number
    at_least = models.JSONField(default=list)  # the keys whose number is only a lower bound: 10万+ is 100001

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "taken"], name="counts_once_a_moment")]
