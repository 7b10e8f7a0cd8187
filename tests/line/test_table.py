"""A register of print from the file to the ledger by commands: scans, an outlet that waits, a person's decision, the check of the evidence."""

import zipfile
from pathlib import Path

import pytest

from tests.line.conftest import Installation
from tests.pipelines.tables import JPEG, line, table

BUREAU = "id: shiju\nname: 云溪市民政局\n"
OUTLET = "name: 云溪日报\nstandings:\n- {level: 市级, medium: 报纸}\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with one unit and one paper."""
    home = tmp_path_factory.mktemp("office") / "home"
    made = Installation(home, None, 0)  # type: ignore[arg-type]  # no world is served
    home.mkdir()
    made.run("init")
    (home / "bureau.yml").write_text(f"root:\n  {BUREAU.strip().replace(chr(10), chr(10) + '  ')}\n", encoding="utf-8")
    (home / "sources" / "ribao.yml").write_text(OUTLET, encoding="utf-8")
    made.run("sources", "load")
    return made


def packed(folder: Path) -> Path:
    made = table(folder, line(scan="1.jpg"), line(outlet="云溪日报社", title="云溪市民政局第二件"), line(outlet="月球报", title="云溪市民政局第三件"))
    with zipfile.ZipFile(folder / "十月.zip", "w") as file:
        file.write(made, made.name)
        file.writestr("1.jpg", JPEG)
    return folder / "十月.zip"


def test_from_the_file_to_the_ledger(office: Installation, tmp_path: Path) -> None:
    path = str(packed(tmp_path))
    assert [row["outcome"] for row in office.rows("import", path, "--preview")] == ["accepted", "waiting", "waiting"]
    assert office.rows("undecided") == []
    told = office.rows("import", path)
    assert [row["outcome"] for row in told] == ["accepted", "waiting", "waiting"]
    assert "warnings" not in told[0]
    assert [(row["name"], row["rows"]) for row in office.rows("undecided")] == [("云溪日报社", 1), ("月球报", 1)]
    (row,) = office.rows("undecided", "月球报")
    assert (row["file"], row["row"], row["by"], row["title"], row["page_no"]) == ("十月.zip", 3, "命令行", "云溪市民政局第三件", "A03")

    (settled,) = office.rows("undecided", "云溪日报社", "--alias", "云溪日报")
    assert (settled["outcome"], settled["row"]) == ("accepted", 2)
    office.run("undecided", "月球报", "--drop")
    assert office.rows("undecided") == []
    assert [row["outcome"] for row in office.rows("import", path)] == ["duplicate", "duplicate", "rejected"]
    office.run("undecided", "月球报", "--restore")
    (new,) = office.rows("undecided", "月球报", "--register", "其他/报纸", "--called", "月球日报")
    assert new["outcome"] == "accepted"
    assert [row["outcome"] for row in office.rows("import", path)] == ["duplicate"] * 3
    office.run("verify")  # the scan is as it was kept


@pytest.mark.parametrize(
    "arguments",
    [
        ("--alias", "云溪日报"),
        ("云溪", "--drop", "--restore"),
        ("云溪", "--alias", "没有的报"),
        ("云溪", "--register", "村级/报纸"),
        ("云溪", "--register", "市级"),
    ],
)
def test_wrong_usage(office: Installation, arguments: tuple[str, ...]) -> None:
    office.run("undecided", *arguments, status=2)


def test_a_name_under_which_nothing_waits(office: Installation) -> None:
    office.run("undecided", "云溪", "--drop", status=1)
