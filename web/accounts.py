"""Accounts: who may log in, and what they may do; for administrators."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import display
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from archive.ledger.users import access, grant, last_administrator
from model.account import Access, ChangeKind
from web.record import note, picture

SUBJECT = "用户"
CHOICES = [(one.value, one.label) for one in Access]
HELP = "只读：检索、查看、下载；编辑：另可改登记簿；管理：另可管用户、看操作记录"
LAST = "这是唯一的管理员：先让另一个用户有“管理”权限，再改这一个"

if TYPE_CHECKING:
    Admin = UserAdmin[User]
    Change = UserChangeForm[User]
    Creation = AdminUserCreationForm[User]
else:
    Admin, Change, Creation = UserAdmin, UserChangeForm, AdminUserCreationForm


class AccountForm(Change):
    access = forms.ChoiceField(label="权限", choices=CHOICES, help_text=HELP)

    class Meta:
        model = User
        fields = ("username", "password", "first_name", "email", "is_active")
        labels = {"first_name": "姓名", "email": "邮箱", "is_active": "可以登录"}  # noqa: RUF012
        help_texts = {"is_active": "离开的人取消这一项，不必删除"}  # noqa: RUF012

    def __init__(self, *given: Any, **more: Any):
        super().__init__(*given, **more)
        self.initial["access"] = access(self.instance).value

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        keeps = given.get("access") == Access.ADMIN and given.get("is_active")
        if not keeps and last_administrator(User.objects.get(pk=self.instance.pk)):
            raise ValidationError(LAST)
        return given


class NewAccountForm(Creation):
    access = forms.ChoiceField(label="权限", choices=CHOICES, initial=Access.READ.value, help_text=HELP)

    class Meta:
        model = User
        fields = ("username", "first_name")
        labels = {"first_name": "姓名"}  # noqa: RUF012


class Accounts(Admin):
    form, add_form = AccountForm, NewAccountForm
    fieldsets = ((None, {"fields": ("username", "first_name", "password", "access", "email", "is_active")}),)
    add_fieldsets = ((None, {"fields": ("username", "first_name", "access", "password1", "password2")}),)
    list_display = ("username", "first_name", "rights", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "first_name")
    filter_horizontal = ()
    actions = None

    @display(description="权限")
    def rights(self, row: User) -> str:
        return str(access(row).label)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        before = picture(User.objects.get(pk=obj.pk)) if change else {}
        grant(obj, Access(form.cleaned_data["access"]))
        note(request, ChangeKind.CHANGED if change else ChangeKind.ADDED, SUBJECT, key=str(obj.pk), name=obj.username, before=before, after=picture(obj))

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        if last_administrator(obj):
            raise PermissionDenied(LAST)
        note(request, ChangeKind.REMOVED, SUBJECT, key=str(obj.pk), name=obj.username, before=picture(obj))
        super().delete_model(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and last_administrator(obj))

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        # A password that an administrator sets is told here only.
        if isinstance(message, list) and any("password" in str(part).lower() or "密码" in str(part) for part in message):
            note(request, ChangeKind.PASSWORD, SUBJECT, key=str(obj.pk), name=obj.username)
        return super().log_change(request, obj, message)
