"""Every row of the list of hostile inputs has a test."""

import re

import pytest

from tests.house.repository import ROOT

LIST = ROOT.parent / "shared" / "hostile-inputs.md"

GUARD, FAULTS, HOSTS = "crawler/test_guard.py", "crawler/test_faults.py", "crawler/test_hosts.py"
STRANGE, FEED, LISTS, TIMES = "crawler/pages/test_hostile.py", "crawler/discover/test_feed.py", "crawler/discover/test_list.py", "crawler/pages/test_times.py"
SITE, IMPORTS, FILES, BUILD = "web/test_hostile.py", "pipelines/test_hostile_imports.py", "reports/test_files.py", "reports/test_build.py"
BACKUP, RECORDS, ELASTIC, DECODE = "archive/test_backup.py", "archive/test_records.py", "archive/index/test_elastic.py", "crawler/pages/test_decode.py"

# Row: file below tests/ and the beginning of the name of a test in it. Tests that carry the row in their name need no line here.
ROWS = {
    "A1": (GUARD, "test_private_addresses_are_refused"),
    "A2": (FAULTS, "test_every_hop_of_a_redirect_is_checked"),
    "A3": (FAULTS, "test_every_hop_of_a_redirect_is_checked"),
    "A4": (GUARD, "test_a_name_with_any_private_answer_is_refused"),
    "A5": (GUARD, "test_the_connection_goes_to_the_checked_addresses"),
    "A6": (GUARD, "test_private_addresses_are_refused"),
    "A7": (GUARD, "test_other_schemes_are_refused"),
    "A9": (FAULTS, "test_every_hop_of_a_redirect_is_checked"),
    "A10": (GUARD, "test_other_ports_are_refused"),
    "A11": ("crawler/test_addresses.py", "test_credentials_are_gone"),
    "A13": (GUARD, "test_only_what_is_named_is_allowed"),
    "B2": (FAULTS, "test_a_page_without_end_is_cut_and_marked"),
    "B3": (FAULTS, "test_a_page_that_trickles_is_given_up"),
    "B4": (FAULTS, "test_half_a_page_is_no_page"),
    "B6": (FAULTS, "test_what_is_gone_is_decided_and_what_is_empty_waits"),
    "B7": (HOSTS, "test_retry_after_in_all_its_forms"),
    "B8": (FAULTS, "test_a_server_that_refuses_is_not_asked_for_the_rest"),
    "B10": (FAULTS, "test_a_list_is_asked_again_after_a_bad_moment"),
    "B12": (HOSTS, "test_only_the_beginning_of_a_huge_robots_is_read"),
    "B14": (FAULTS, "test_a_pdf_is_handed_over_as_it_is"),
    "B15": (FAULTS, "test_a_list_that_turns_in_a_circle_ends"),
    "C1": (DECODE, "test_the_text_comes_back"),
    "C2": (DECODE, "test_the_text_comes_back"),
    "C3": (DECODE, "test_a_character_cut_in_half_costs_one_character"),
    "C6": (STRANGE, "test_the_headline_and_the_text_survive"),
    "C7": (STRANGE, "test_a_tag_with_countless_attributes_is_refused"),
    "C8": (STRANGE, "test_the_headline_and_the_text_survive"),
    "C9": (STRANGE, "test_an_endless_title_is_cut_with_a_mark"),
    "C10": (TIMES, "test_an_impossible_time_of_day_leaves_no_wrong_one"),
    "C13": ("pipelines/reprints/test_command.py", "test_the_labelled_set"),
    "C15": (STRANGE, "test_hidden_words_do_not_count"),
    "C16": ("line/test_carriers.py", "test_a_story_that_is_edited_and_then_removed"),
    "D1": (FEED, "test_entities_are_never_expanded_and_never_read"),
    "D2": (FEED, "test_entities_are_never_expanded_and_never_read"),
    "D3": (FEED, "test_rss_cut_in_the_middle_gives_its_complete_entries"),
    "D5": (FEED, "test_a_bomb_in_gzip_is_cut"),
    "D6": ("scheduler/test_health.py", "test_a_list_that_had_rows_is_empty_for_two_runs"),
    "D7": (FEED, "test_hostile_json_is_survived"),
    "F1": (FILES, "test_csv_has_a_file_a_table_in_which_no_text_is_a_formula"),
    "F2": (FILES, "test_text_is_cleaned_of_what_breaks_documents"),
    "F3": (FILES, "test_xlsx_cuts_a_text_that_no_cell_can_hold"),
    "F4": (FILES, "test_docx_tables_repeat_their_heads_and_hold_titles_as_text"),
    "F5": ("reports/test_pdf.py", "test_five_thousand_letters_without_a_break_stay_on_the_paper"),
    "F6": (FILES, "test_files_are_named_after_the_report"),
    "F7": (BUILD, "test_a_month_without_articles"),
    "F8": (FILES, "test_a_writer_that_dies_leaves_the_old_file_and_no_part"),
    "G5": ("pipelines/test_imports.py", "test_"),
    "H1": ("line/test_interrupted.py", "test_kill_in_the_middle_then_the_same_command_again"),
    "H2": (BACKUP, "test_H8_a_dump_shows_one_moment_while_others_write"),
    "H4": ("archive/test_evidence.py", "test_a_killed_writer_loses_only_its_last_half_record"),
    "H6": ("line/test_faults.py", "test_a_missing_database_is_never_made_anew_in_silence"),
    "H10": ("line/test_faults.py", "test_a_database_of_an_older_version_is_upgraded_only_on_request"),
    "J1": (ELASTIC, "test_a_server_that_is_down"),
    "J2": (ELASTIC, "test_every_item_has_its_own_outcome"),
    "J3": ("web/test_standby.py", "test_J3_a_server_that_is_down_is_stood_in_for_and_the_page_says_so"),
    "J4": (ELASTIC, "test_what_the_server_refuses_is_named_and_the_rest_is_taken"),
    "J5": (ELASTIC, "test_a_full_disk_is_no_refusal"),
}


def named() -> set[str]:
    """The rows that tests carry in their names."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(r"def test_(\w+)", path.read_text(encoding="utf-8")):
            found |= {row.upper() for row in re.findall(r"(?:^|_)([A-Ka-k]\d{1,2})(?=_)", name)}
    return found


@pytest.mark.parametrize("row", ROWS)
def test_the_test_of_a_row_is_there(row: str) -> None:
    file, beginning = ROWS[row]
    assert f"def {beginning}" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_no_row_is_forgotten() -> None:
    if not LIST.exists():
        pytest.skip(f"the list of hostile inputs is not there: {LIST.name}")
    rows = {row.replace("-", "") for row in re.findall(r"^\| ([A-K]-?\d+) \|", LIST.read_text(encoding="utf-8"), re.MULTILINE)}
    times = {row for row in rows if row.startswith("I")}
    covered = named() | set(ROWS)
    assert rows - times - covered == set()
