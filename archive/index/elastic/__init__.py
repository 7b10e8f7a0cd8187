"""The Elasticsearch engine: for installations where one machine is not enough. The same pieces, the same answers."""

from archive.index.elastic.engine import ElasticIndex

__all__ = ["ElasticIndex"]
