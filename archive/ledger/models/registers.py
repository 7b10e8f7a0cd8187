"""The registers: outlets, sources, units, topics, points rules."""

from django.db import models

from archive.ledger.models.choices import LEVELS, MEDIA


class Outlet(models.Model):
    """媒体."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    name = models.CharField(max_length=100, unique=True, verbose_name="名称")
    aliases = models.JSONField(default=list, blank=True, verbose_name="别名")
    hosts = models.JSONField(default=list, blank=True, verbose_name="域名")
    edited = models.BooleanField(default=False, editable=False, verbose_name="在网站上改过")  # by a person: loading YAML again does not overwrite it

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = "媒体"

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """An outlet's level and medium from a day on."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="standings")
    level = models.CharField(max_length=10, choices=LEVELS, verbose_name="级别")
    medium = models.CharField(max_length=12, choices=MEDIA, verbose_name="载体")
    since = models.DateField(verbose_name="自")

    class Meta:
        ordering = ["since"]
        verbose_name = verbose_name_plural = "级别与载体"
        constraints = [models.UniqueConstraint(fields=["outlet", "since"], name="one_standing_a_day")]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.get_medium_display()}"


class Source(models.Model):
    """采集源."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="sources", verbose_name="媒体")
    definition = models.JSONField(verbose_name="采集规则")  # model.source.Source as its YAML has it, without id and outlet
    enabled = models.BooleanField(default=True, verbose_name="启用")
    edited = models.BooleanField(default=False, editable=False, verbose_name="在网站上改过")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "采集源"

    def __str__(self) -> str:
        return self.id


class Unit(models.Model):
    """单位: a tree; `position` is the display order over the whole tree."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    name = models.CharField(max_length=100, verbose_name="名称")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="上级")
    aliases = models.JSONField(default=list, blank=True, verbose_name="别名")
    short_names = models.JSONField(default=list, blank=True, verbose_name="简称（须同时出现地名）")
    region = models.JSONField(default=list, blank=True, verbose_name="地名")
    exclusions = models.JSONField(default=list, blank=True, verbose_name="排除词")
    group = models.CharField(max_length=40, blank=True, verbose_name="排名分组")
    since = models.DateField(null=True, blank=True, verbose_name="自")
    until = models.DateField(null=True, blank=True, verbose_name="至")
    position = models.IntegerField(default=0, verbose_name="次序")
    edited = models.BooleanField(default=False, editable=False, verbose_name="在网站上改过")

    class Meta:
        ordering = ["position"]
        verbose_name = verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """业务 and 专题."""

    id = models.CharField(primary_key=True, max_length=60, verbose_name="编号")
    name = models.CharField(max_length=60, verbose_name="名称")
    words = models.JSONField(default=list, verbose_name="关键词")
    since = models.DateField(null=True, blank=True, verbose_name="自")
    until = models.DateField(null=True, blank=True, verbose_name="至")
    planned = models.IntegerField(default=0, verbose_name="每月计划篇数")  # 宣传重点; 0: it is none
    position = models.IntegerField(default=0, verbose_name="次序")
    edited = models.BooleanField(default=False, editable=False, verbose_name="在网站上改过")

    class Meta:
        ordering = ["position"]
        verbose_name = verbose_name_plural = "专题"

    def __str__(self) -> str:
        return self.name


class PointsRule(models.Model):
    """积分规则."""

    version = models.CharField(primary_key=True, max_length=40, verbose_name="版本")
    since = models.DateField(verbose_name="自")
    table = models.JSONField(verbose_name="分值表")  # {"levels": {...}, "outlets": {...}}
    edited = models.BooleanField(default=False, editable=False, verbose_name="在网站上改过")

    class Meta:
        ordering = ["since"]
        verbose_name = verbose_name_plural = "积分规则"

    def __str__(self) -> str:
        return self.version
