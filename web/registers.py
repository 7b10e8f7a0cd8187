"""The registers, edited by people: outlets, sources, units, topics and points rules; and who may log in."""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin, TabularInline, action, display
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models as columns
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.timezone import localdate

from archive.ledger import models
from archive.ledger.registers import POINTS, SOURCE
from archive.registers.files import OutletFile, source_of
from model.account import ChangeKind
from model.bureau import PointsRule
from web.accounts import Accounts
from web.csvfile import csv_file
from web.fields import Lines, Yaml, record
from web.record import note, picture

# Generic for the type checker only.
if TYPE_CHECKING:
    Admin = ModelAdmin[Any]
    Inline = TabularInline[models.Standing, models.Outlet]
    StandingModelForm = forms.ModelForm[models.Standing]
    SourceModelForm = forms.ModelForm[models.Source]
    PointsModelForm = forms.ModelForm[models.PointsRule]
else:
    Admin, Inline = ModelAdmin, TabularInline
    StandingModelForm = SourceModelForm = PointsModelForm = forms.ModelForm


class Registers(AdminSite):
    """Behind the site's own login, so that its pause after wrong passwords holds here too."""

    site_header = "剪报 · 登记簿"
    site_title = "登记簿"
    index_title = "登记簿"
    site_url = "/"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Accounts under the word that people use."""
        return [app | ({"name": "用户"} if app["app_label"] == "auth" else {}) for app in super().get_app_list(request, app_label)]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())


class Register(Admin):
    """Rows remember that a person changed them: loading files again leaves them alone."""

    formfield_overrides = {columns.JSONField: {"form_class": Lines}}  # noqa: RUF012 - as Django's class has it
    actions = ("exported",)

    @action(description="导出所选的 %(verbose_name)s（csv）", permissions=["view"])
    def exported(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase | None:
        held = [picture(row) for row in rows]
        if not held:
            self.message_user(request, "所选的已经不在登记簿里了，没有导出", level=messages.WARNING)
            return None  # back to the list
        note(request, ChangeKind.EXPORTED, str(self.opts.verbose_name))
        return csv_file(str(self.opts.model_name), list(held[0]), ([_written(value) for value in one.values()] for one in held))

    @display(description="网站上", ordering="edited")
    def changed(self, row: Any) -> str:
        return "改过" if row.edited else ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.edited = True
        form.before = picture(type(obj).objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        row = type(form.instance).objects.get(pk=form.instance.pk)
        self._note(request, ChangeKind.CHANGED if change else ChangeKind.ADDED, row, form.before, picture(row))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._note(request, ChangeKind.REMOVED, obj, picture(obj), {})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self._note(request, ChangeKind.REMOVED, row, picture(row), {})
        super().delete_queryset(request, queryset)

    def _note(self, request: HttpRequest, kind: ChangeKind, row: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
        note(request, kind, str(self.opts.verbose_name), key=str(row.pk), name=str(row), before=before, after=after)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # The key names the row everywhere: another key would be another row.
        return [self.opts.pk.name] if obj else []


def _written(value: Any) -> str | float:
    """A value of a register in one cell."""
    match value:
        case bool():
            return "是" if value else "否"
        case int() | float():
            return value
        case list():
            return "、".join(map(str, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


class StandingForm(StandingModelForm):
    class Meta:
        model = models.Standing
        fields = ("level", "medium", "since")
        help_texts = {"since": "从这一天起；0001-01-01 表示一直如此"}  # noqa: RUF012


class StandingInline(Inline):
    model = models.Standing
    form = StandingForm
    extra = 0
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **more: Any) -> Any:
        return super().get_formset(request, obj, **{**more, "validate_min": True})


class OutletAdmin(Register):
    fields = ("id", "name", "aliases", "hosts")
    list_display = ("name", "id", "standing", "changed")
    search_fields = ("name", "id")
    inlines = (StandingInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("standings")

    @display(description="现在的级别与载体")
    def standing(self, row: models.Outlet) -> str:
        today = localdate()
        valid = [s for s in row.standings.all() if s.since <= today] or list(row.standings.all())[:1]
        return f"{valid[-1].get_level_display()} · {valid[-1].get_medium_display()}" if valid else "—"


class SourceForm(SourceModelForm):
    class Meta:
        model = models.Source
        fields = ("id", "outlet", "enabled", "definition")
        field_classes = {"definition": Yaml}  # noqa: RUF012

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        if self.instance.pk:  # without what is usual anyway
            source = SOURCE.validate_python(self.instance.definition | {"id": self.instance.pk, "outlet": self.instance.outlet_id})
            self.initial["definition"] = SOURCE.dump_python(source, mode="json", exclude_defaults=True, exclude={"id", "outlet", "enabled"})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "definition" in given:
            outlet = given["outlet"].pk if given.get("outlet") else "-"
            content = record(given["definition"], {"outlet": outlet}, OutletFile, "definition")
            given["definition"] = SOURCE.dump_python(source_of("", content), mode="json", exclude={"id", "outlet", "enabled"})
        return given


class SourceAdmin(Register):
    form = SourceForm
    formfield_overrides = {}  # noqa: RUF012
    list_display = ("id", "outlet", "enabled", "changed")
    list_filter = ("enabled",)
    list_select_related = ("outlet",)
    search_fields = ("id", "outlet__name")


class UnitAdmin(Register):
    list_display = ("name", "id", "parent", "group", "position", "changed")
    list_filter = ("group",)
    list_select_related = ("parent",)
    search_fields = ("name", "id")


class TopicAdmin(Register):
    list_display = ("name", "id", "since", "until", "position", "changed")
    search_fields = ("name", "id")


class PointsForm(PointsModelForm):
    class Meta:
        model = models.PointsRule
        fields = ("version", "since", "table")
        field_classes = {"table": Yaml}  # noqa: RUF012

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "table" in given and given.get("since"):
            rest = {"version": str(given.get("version") or self.instance.pk), "since": given["since"]}
            rule = record(given["table"], rest, PointsRule, "table")
            given["table"] = POINTS.dump_python(rule, mode="json", exclude={"version", "since"}, exclude_defaults=True)
        return given


class PointsAdmin(Register):
    form = PointsForm
    formfield_overrides = {}  # noqa: RUF012
    list_display = ("version", "since", "changed")


site = Registers(name="admin")
site.register(models.Outlet, OutletAdmin)
site.register(models.Source, SourceAdmin)
site.register(models.Unit, UnitAdmin)
site.register(models.Topic, TopicAdmin)
site.register(models.PointsRule, PointsAdmin)
site.register(User, Accounts)
