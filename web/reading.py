"""How an article's page is read: what every rung of the ladder says, and which one gave the value."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.ledger import captures, registers
from archive.ledger.browsing import article
from crawler.pages.explain import Candidate, Explanation, explain
from model.outcome import Unreadable, UserError
from model.reading import PageKind
from web.desk import desk

FIELDS = {
    "title": "标题",
    "lead_title": "引题",
    "subtitle": "副题",
    "original_title": "原标题",
    "body": "正文",
    "published": "刊发时间",
    "origin": "来源",
    "reporters": "记者",
    "correspondents": "通讯员",
    "photographers": "摄影",
    "editors": "责任编辑",
    "account": "账号",
    "column": "栏目",
    "page_no": "版次",
    "page_name": "版名",
    "images": "图片",
    "attachments": "附件",
    "counts": "计数",
}


KINDS = {
    PageKind.ARTICLE: "文章",
    PageKind.NOTICE: "公告、通知",
    PageKind.GALLERY: "图集",
    PageKind.VIDEO: "视频",
    PageKind.LIST: "列表",
    PageKind.GONE: "已删除",
    PageKind.BLOCKED: "验证或拦截页",
    PageKind.SCRIPT: "由脚本生成的空壳",
    PageKind.UNKNOWN: "认不出",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: what its rungs say, the silent ones only counted."""

    label: str
    said: tuple[Candidate, ...]
    silent: tuple[str, ...]  # names of the rungs that say nothing


@require_safe
def page(request: HttpRequest, id: str) -> HttpResponse:
    """`/article/<id>/reading`: read again now, by the rules of now; nothing is changed."""
    row = article(id)
    if row is None:
        raise Http404(id)
    found, sentence = _explained(id)
    fields = _fields(found) if found else []
    context = {
        "row": row,
        "sentence": sentence,
        "kind": KINDS[found.kind] if found else "",
        "fields": [field for field in fields if field.said],
        "silent": [field.label for field in fields if not field.said],
    }
    return render(request, "reading.html", context)


def _explained(id: str) -> tuple[Explanation | None, str]:
    """The explanation, or why there is none."""
    try:
        capture = captures.of_article(id, desk().evidence)
        if capture is None:
            return None, "这篇文章没有网页存证（人工录入或导入），没有可说明的读取。"
        sources = {source.id: source for source in registers.sources(all_enabled=False)}
        rules = sources[capture.source].page if capture.source in sources else ()
        return explain(capture, rules), ""
    except UserError as error:
        return None, str(error)
    except Unreadable as defect:
        return None, f"现在读不出来：{defect}"


def _fields(found: Explanation) -> list[Field]:
    return [
        Field(
            label=label,
            said=tuple(one for one in found.fields[name] if one.value or one.details or one.why.startswith("只")),
            silent=tuple(one.name for one in found.fields[name] if not one.value),
        )
        for name, label in FIELDS.items()
    ]
