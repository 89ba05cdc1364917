"""Every hostile or broken file is either read or refused with one sentence, without hanging."""

from pathlib import Path

import pytest

from mining.sources.files.table_file import read_table
from models.errors import UserError
from models.progress import silent
from tests.mining.sources.reading import read, traces, write
from tests.shared import needs_shared, shared

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)

REFUSED = {
    "ambiguous_dates2.csv": "--dayfirst or --monthfirst",
    "bom_only.csv": "is empty",
    "empty.csv": "is empty",
    "header_only.csv": "has a header but no rows",
    "dup_headers.csv": "positions 4 and 5",
    "fake.csv": "zip archive or an Excel workbook",
    "bomb.parquet": "30,000,000 rows",
    "trunc.parquet": "damaged or cut off",
    "bomb_cell.xlsx": "unpacks to more",
    "bomb_rows.xlsx": "unpacks to more",
    "bomb_entity.xlsx": "document type",
    "dup_part.xlsx": "damaged",
    "encrypted.xlsx": "password",
    "far_cell.xlsx": "16,384 columns",
    "bomb.xes.gz": "unpacks to more",
    "bomb_laughs.xes": "document type",
    "bomb_quadratic.xes": "document type",
    "xxe_dtd.xes": "document type",
    "xxe_text.xes": "document type",
    "truncated.xes": "cut off",
    "nul.xes": "damaged at line 6",
    "emptylog.xes": "no event",
    "no_ts.xes": "no time:timestamp",
    "deep_nest.xes": "no event",
    "badtime.jsonocel": "--dayfirst or --monthfirst",
    "bomb_laughs.xmlocel": "document type",
    "dangling.jsonocel": "the objects of the event are not in the file",
    "deep.jsonocel": "nested more than 200 deep",
    "empty.jsonocel": "is empty",
    "event_no_obj.jsonocel": "the event belongs to no object",
    "ok2.xlsx": "no column that looks like the activity",
}
READ = {
    "ambiguous_dates.csv": (2, 5),
    "cr_only.csv": (1, 2),
    "dst.csv": (1, 5),
    "emoji_rtl.csv": (1, 9),
    "id_int_nan.csv": (2, 2),
    "id_types.csv": (4, 4),
    "mixed_enc.csv": (1, 2),
    "mixed_tz.csv": (1, 3),
    "multiline.csv": (1, 2),
    "preamble.csv": (1, 2),
    "ragged.csv": (1, 1),
    "semicolon_comma.csv": (1, 2),
    "ok.xlsx": (1, 2),
    "merged.xlsx": (1, 3),
    "formula_nocache.xlsx": (1, 1),
    "ok.jsonocel": (1, 1),
    "dup_event_id.jsonocel": (1, 1),
    "latin1.xes": (1, 1),
    "utf16.xes": (1, 1),
    "mixed_tz.xes": (1, 3),
    "multibyte_chunk.xes": (1, 60),
    "single_quotes.xes": (1, 2),
    "attr_order.xes": (1, 1),
}


@needs_shared
@pytest.mark.parametrize(("name", "message"), REFUSED.items())
def test_that_it_is_refused_with_one_sentence(name: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as refusal:
        read(shared(f"hostile/{name}"))
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


@needs_shared
@pytest.mark.parametrize(("name", "size"), READ.items())
def test_that_it_is_read(name: str, size: tuple[int, int]) -> None:
    log = read(shared(f"hostile/{name}")).log
    assert (log.n_cases, log.n_events) == size


@needs_shared
def test_that_decimal_commas_are_read_and_equal_names_are_one() -> None:
    assert read(shared("hostile/semicolon_comma.csv")).log.cases.amount.tolist() == [2000.0]
    assert read(shared("hostile/emoji_rtl.csv")).log.trace(0)[3:5] == ("étape", "étape")
    assert len(read(shared("hostile/late_type.csv")).log.cases) > 1000


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", PNG, "is a picture"),
        ("a.xlsx", b"a,b\n1,2\n", "is a text file, not an Excel workbook"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "damaged"),
        ("a.csv", b"<html><body>Sign in</body></html>", "is a web page"),
        ("a.parquet", b"a,b\n1,2\n", "not a Parquet file"),
        ("a.csv.gz", b"\x1f\x8b" + bytes(20), "gz file"),
        ("a.docx", b"PK\x03\x04", "of a kind that cannot be read"),
        (
            "a.csv",
            b'case,activity,timestamp\nc1,"A,2024-01-01\n' + b"c1,B,2024-01-02\n" * 9,
            "quotation mark on line 2 that is never closed",
        ),
    ],
)
def test_that_another_kind_under_a_wrong_name_is_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(UserError, match=message):
        read(write(tmp_path, name, content))


def test_that_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read(tmp_path / "gone.csv")
    with pytest.raises(UserError, match="has no file that can be read"):
        read(tmp_path)


def test_that_a_name_with_wildcards_is_only_a_name(tmp_path: Path) -> None:
    text = "case_id,activity,timestamp\nc1,{},2024-01-01\n"
    write(tmp_path, "a1.csv", text.format("Wrong"))
    path = write(tmp_path, "a[1]*.csv", text.format("Right"))
    assert traces(read(path).log) == {"c1": ("Right",)}


def test_that_a_cell_of_30_megabytes_does_not_stop_the_program(tmp_path: Path) -> None:
    text = f"case_id,activity,timestamp\nc1,{'x' * (30 << 20)},2024-01-01\nc1,B,2024-01-02\n"
    with pytest.raises(UserError, match="larger than 8 MB"):
        read_table(write(tmp_path, "log.csv", text), silent)
