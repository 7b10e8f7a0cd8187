"""Every address of the site."""

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from web import (
    addresses,
    article,
    changes,
    clippings,
    collecting,
    compare,
    correct,
    coverage,
    deliveries,
    entries,
    errors,
    evidence,
    export,
    month,
    points,
    questions,
    reading,
    report,
    runs,
    saved,
    search,
    source,
    status,
    story,
)
from web.login import Login, Password
from web.registers import site

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="search")),
    path("search", search.page, name="search"),
    path("saved", saved.page, name="saved"),
    path("saved/<int:number>", saved.change, name="saved_change"),
    path("export", export.page, name="export"),
    path("clippings", clippings.page, name="clippings"),
    path("article/<str:id>", article.page, name="article"),
    path("article/<str:id>/evidence", evidence.page, name="evidence"),
    path("article/<str:id>/evidence/page", evidence.captured, name="captured"),
    path("article/<str:id>/reading", reading.page, name="reading"),
    path("story/<str:id>", story.page, name="story"),
    path("compare/<str:left>/<str:right>", compare.page, name="compare"),
    path("questions", questions.page, name="questions"),
    path("correct", correct.act, name="correct"),
    path("month/", month.latest, name="month_latest"),
    path("month/<str:month>", month.page, name="month"),
    path("month/<str:month>/<str:name>", month.file, name="month_file"),
    path("report/<str:period>", report.page, name="report"),
    path("report/<str:period>/behind", report.behind, name="report_behind"),
    path("report/<str:period>/close", report.close, name="report_close"),
    path("entries/", entries.page, name="entries"),
    path("entries/add", entries.add, name="entry_add"),
    path("entries/import", entries.imported, name="entries_import"),
    path("entries/<int:number>", entries.decide, name="entry_decide"),
    path("entries/<str:month>", entries.page, name="entries_of"),
    path("points", points.page, name="points"),
    path("status", status.page, name="status"),
    path("source/<str:id>", source.page, name="source"),
    path("addresses", addresses.page, name="addresses"),
    path("addresses/add", addresses.add, name="address_add"),
    path("addresses/<str:key>/page", addresses.captured, name="address_captured"),
    path("runs", runs.page, name="runs"),
    path("runs/<int:number>", runs.log, name="run"),
    path("collect/act", collecting.act, name="collect_act"),
    path("coverage/", coverage.latest, name="coverage_latest"),
    path("coverage/<str:month>", coverage.page, name="coverage"),
    path("deliveries", deliveries.page, name="deliveries"),
    path("deliveries/<int:number>", deliveries.act, name="delivery_act"),
    path("changes", changes.page, name="changes"),
    path("login", Login.as_view(), name="login"),
    path("password", Password.as_view(), name="password"),
    path("logout", LogoutView.as_view(), name="logout"),
    path("admin/", site.urls),
]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.failed
