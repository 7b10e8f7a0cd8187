"""台账: what no page tells and people enter or import: 批示, 政务信息采用, awards, 问政, 依申请公开, figures of accounts, extra points."""

from django.db import models

from archive.ledger.models.registers import Unit
from model.entry import EntryKind


class Entry(models.Model):
    """One line of the ledger of entries. Equal lines have equal keys, so that a file imported twice changes nothing."""

    number = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in EntryKind], verbose_name="类别")
    day = models.DateField(verbose_name="日期")  # the month it counts in
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, verbose_name="单位")
    title = models.TextField(blank=True, verbose_name="事项")
    category = models.CharField(max_length=40, blank=True, verbose_name="类型或级别")  # 参阅, 调研 …; 国家级, 省级 …
    person = models.CharField(max_length=100, blank=True, verbose_name="人员")
    numbers = models.JSONField(default=dict, blank=True, verbose_name="数字")  # by the names of model.entry; a missing one is 未取得
    at_least = models.JSONField(default=list, blank=True, verbose_name="仅为下限的数字")
    note = models.TextField(blank=True, verbose_name="备注")
    done = models.DateField(null=True, blank=True, verbose_name="办结日期")  # of a case
    entered = models.DateTimeField(verbose_name="登记时间")
    by = models.CharField(max_length=60, blank=True, verbose_name="登记人")
    approved = models.BooleanField(default=True, verbose_name="已核")  # what a correspondent submits counts once the office approves it

    class Meta:
        ordering = ["day", "number"]
        verbose_name = verbose_name_plural = "台账"
        indexes = [models.Index(fields=["day", "kind"], name="entry_day")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
