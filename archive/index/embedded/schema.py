"""The fields of the embedded index. Texts are not stored in it, only their pieces."""

from collections.abc import Iterable
from hashlib import blake2b

import tantivy

from archive.index.document import Fields


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "body", "origin", "reporters", "correspondents", "page"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("lead", tokenizer_name="whitespace", index_option="basic")
    for name in ("outlet", "level", "medium", "units", "topics", "role", "month"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    # Signed: a Python int in an unsigned field ends the writing thread.
    for name in ("version", "moment", "reach", "story"):
        builder.add_integer_field(name, fast=True)
    for name in ("number", "day"):
        builder.add_integer_field(name, fast=True, indexed=True)
    builder.add_float_field("weight", fast=True)
    return builder.build()


def as_document(id_: str, fields: Fields) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("id", id_)
    for name, value in fields.items():
        if name == "story":
            made.add_integer(name, story_key(str(value)))
        elif isinstance(value, float):
            made.add_float(name, as_weight(value))
        elif isinstance(value, int):
            made.add_integer(name, value)
        else:
            add_texts(made, name, [value] if isinstance(value, str) else value)
    return made


def add_texts(made: tantivy.Document, name: str, texts: Iterable[str]) -> None:
    for text in texts:
        if text:
            made.add_text(name, text)


def story_key(story: str) -> int:
    """64 bits that stand for a story: telling stories apart by numbers is ten times as fast as by their ids."""
    return int.from_bytes(blake2b(story.encode(), digest_size=8).digest(), "big", signed=True)


def as_weight(weight: float) -> float:
    """What makes tantivy multiply a score by `weight`: it multiplies by log2(2 + value)."""
    return float(2.0**weight - 2.0)
