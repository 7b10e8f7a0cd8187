"""Names in public pages."""

from reports.masked import mask


def test_the_family_name_stays() -> None:
    assert mask("周平") == "周×"
    assert mask("欧阳晓明、李小红") == "欧阳×、李×"
    assert mask("") == ""
