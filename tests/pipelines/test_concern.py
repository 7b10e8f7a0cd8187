"""What a search shows of a hit, against the names of the units and the words of the topics."""

import pytest

from pipelines.concern import Concern
from tests.pipelines.samples import BUREAU


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("云溪市民政局召开会议", True),
        ("雲溪市民政局召開會議", True),
        ("云溪 市民 政局 走访", True),  # marks of the search leave blanks
        ("某地新建长者食堂", True),  # a topic
        ("云溪民政发布公告", True),
        ("近日，云溪市民…召开会议", True),  # cut off in the name
        ("近日……溪市民政局召开会议", True),
        ("北岭市民政局走访慰问", False),  # a namesake, and the short name without our town
        ("市民政局走访慰问，云溪", True),
        ("北岭开展走访慰问活动", False),
        ("他在云溪生活…", False),
        ("云雾缭绕……开会", False),
        ("", False),
    ],
)
def test_the_words_that_are_shown(text: str, ours: bool) -> None:
    assert Concern(BUREAU)(text) is ours
