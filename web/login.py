"""Logging in, with a pause after ten wrong passwords."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse_lazy

from archive.ledger import changes
from model.account import ChangeKind
from web.record import address_of, note

TRIES = 10
PAUSE = 15 * 60  # seconds, from the first wrong password on


class Gate(AuthenticationForm):
    """The login form. Wrong passwords count for the name and for the address they come from."""

    error_messages = {"invalid_login": "用户名或密码不对，请检查后再输入。", "inactive": "这个账号已停用，请联系管理员。"}  # noqa: RUF012 - as Django's class has it

    def clean(self) -> dict[str, Any]:
        keys = self.counters()
        if any(cache.get(key, 0) >= TRIES for key in keys):
            raise ValidationError("密码连续输错次数过多，请等 15 分钟再试，或请管理员重设密码。", code="paused")
        try:
            cleaned = super().clean()
        except ValidationError:
            for key in keys:
                cache.add(key, 0, PAUSE)
                cache.incr(key)
            self._refused()
            raise
        cache.delete(keys[0])
        return cleaned or {}

    def _refused(self) -> None:
        """The record names accounts that there are: what else was typed might be a password in the wrong field."""
        name = str(self.cleaned_data.get("username", ""))
        if self.request and User.objects.filter(username=name).exists():
            changes.record(name, ChangeKind.REFUSED, "网站", address=address_of(self.request))

    def counters(self) -> tuple[str, str]:
        """Cache keys of the name and of the address."""
        name = str(self.cleaned_data.get("username", "")).casefold()
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        # A name may hold anything; a digest is always a valid key.
        return f"login-name-{sha256(name.encode()).hexdigest()}", f"login-address-{address}"


class Login(LoginView):
    """The login page; who is logged in already goes on."""

    authentication_form = Gate
    template_name = "login.html"
    redirect_authenticated_user = True


class Password(PasswordChangeView):
    """Everybody changes the own password here."""

    template_name = "password.html"
    success_url = reverse_lazy("search")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        note(self.request, ChangeKind.PASSWORD, "用户", key=str(self.request.user.pk), name=self.request.user.get_username())
        messages.success(self.request, "密码已修改，下次登录请用新密码。")
        return super().form_valid(form)
