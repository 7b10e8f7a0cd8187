"""Influence indexes: published vectors, and what they refuse."""

import pytest

from reports.indexes import BCI, FORMULAS, LABELS, VIDEO, WCI, WCI_REGISTERED, WCI_WITHOUT_SHARES, Formula, Incomparable, influence, ranked

ACCOUNT = {
    **{"days": 30, "posts": 24, "reads": 48210, "looks": 310, "likes": 655, "shares": 1980},
    **{"head_reads": 21870, "head_looks": 120, "head_likes": 260, "head_shares": 820},
    **{"max_reads": 8800, "max_looks": 61, "max_likes": 120, "max_shares": 402},
}
WEIBO = {"posts": 120, "shares": 860, "comments": 410, "likes": 2300}


@pytest.mark.parametrize(("formula", "inputs", "value"), [(WCI, ACCOUNT, 591.0390), (WCI_REGISTERED, ACCOUNT, 554.9553), (BCI, WEIBO, 1005.8038)])
def test_vectors(formula: Formula, inputs: dict[str, float], value: float) -> None:
    assert influence(formula, "某某发布", inputs).value == pytest.approx(value, abs=5e-5)


def test_the_variant_without_shares_needs_none() -> None:
    inputs = {key: value for key, value in ACCOUNT.items() if not key.endswith("shares")}
    told = influence(WCI_WITHOUT_SHARES, "某某发布", inputs)
    assert told.inputs == inputs
    assert told.value is not None
    assert told.value > 591.0390  # reads weigh more, and the account has fewer shares than reads
    assert influence(VIDEO, "某某视频", WEIBO).value == influence(BCI, "某某微博", WEIBO).value


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_every_input_is_demanded(formula: Formula) -> None:
    for key in formula.needs:
        inputs = {other: value for other, value in (ACCOUNT | WEIBO).items() if other != key}
        with pytest.raises(Incomparable, match=LABELS[key]):
            influence(formula, "某某发布", inputs)


def test_nothing_published_is_not_zero() -> None:
    assert influence(WCI, "某某发布", dict.fromkeys(ACCOUNT, 0.0) | {"days": 30}).value is None
    assert influence(WCI, "某某发布", dict.fromkeys(ACCOUNT, 0.0) | {"days": 30, "posts": 1}).value == 0


@pytest.mark.parametrize("wrong", [{"days": 0}, {"reads": -1}, {"reads": float("nan")}])
def test_impossible_inputs_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(Incomparable, match="不对"):
        influence(WCI, "某某发布", ACCOUNT | wrong)


def test_versions_are_never_mixed_in_a_ranking() -> None:
    one, other = influence(WCI, "甲", ACCOUNT), influence(WCI_REGISTERED, "乙", ACCOUNT)
    with pytest.raises(Incomparable, match="微信传播指数（2024年登记）算法不同"):
        ranked([one, other])
    silent = influence(WCI, "丙", ACCOUNT | {"posts": 0})
    assert [(rank, of.account) for rank, of in ranked([silent, one, influence(WCI, "丁", ACCOUNT)])] == [(1, "甲"), (1, "丁"), (3, "丙")]
