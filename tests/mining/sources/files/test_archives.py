"""ZIP archives and folders: members are read in place, names are only names, and sizes are bounded."""

import gzip
import os
import stat
import zipfile
from pathlib import Path

import pytest

from mining.sources.files.bounded import Bounds, chunks, seekable
from mining.sources.files.listing import files_of
from mining.sources.files.origin import Member
from models.errors import UserError
from models.import_summary import Quarantined
from tests.mining.sources.reading import read, traces, write
from tests.shared import needs_shared, shared

LOG = "case_id,activity,timestamp\n{0},A,2024-01-01\n{0},B,2024-01-02\n"
XES = (
    '<log><trace><string key="concept:name" value="c1"/><event><string key="concept:name" value="A"/>'
    '<date key="time:timestamp" value="2024-01-01T00:00:00Z"/></event></trace></log>'
)


def zipped(folder: Path, members: dict[str, bytes | str], name: str = "export.zip") -> Path:
    """An archive with these members."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in members.items():
            archive.writestr(inside, content)
    return folder / name


def names_of(path: Path) -> list[str]:
    return [file.name for file in files_of([path])[0]]


def test_that_tricks_in_names_lead_nowhere(tmp_path: Path) -> None:
    before = set(tmp_path.parent.rglob("*"))
    tricks = ("../../up.csv", "/tmp/absolute.csv", "C:\\drive.csv", "..\\..\\back.csv", "a/./b/../c.csv")
    path = zipped(tmp_path, {name: LOG.format(f"c{i}") for i, name in enumerate(tricks)})
    assert names_of(path) == ["absolute.csv", "back.csv", "c.csv", "drive.csv", "up.csv"]
    assert len(traces(read(path).log)) == 5
    assert set(tmp_path.parent.rglob("*")) - before == {path}


def test_that_members_of_one_name_in_two_folders_are_kept_apart(tmp_path: Path) -> None:
    bad = LOG.format("c2").replace("2024-01-02", "soon")
    path = zipped(tmp_path, {"may/log.csv": LOG.format("c1") + "c1,C,2024-01-03\n", "june/log.csv": bad * 1})
    assert names_of(path) == ["june/log.csv", "may/log.csv"]
    imported = read(zipped(tmp_path, {"may/log.csv": LOG.format("c1"), "june/log.csv": LOG.format("c2")}))
    assert traces(imported.log) == {"c1": ("A", "B"), "c2": ("A", "B")}
    assert imported.summary.files == ("june/log.csv", "may/log.csv")
    extra = {"a/log.csv": LOG.format("c1"), "b/log.csv": LOG.format("c2") + ",C,2024-01-03\n"}
    assert read(zipped(tmp_path, extra)).summary.quarantined == (
        Quarantined("b/log.csv", 4, "no case id (column case_id is empty)"),
    )


def test_that_what_systems_leave_beside_is_ignored(tmp_path: Path) -> None:
    members = {
        "log.csv": LOG.format("c1"),
        "__MACOSX/._log.csv": b"\0\5\26\7",
        "._log.csv": b"\0\5\26\7",
        "~$log.xlsx": b"lock",
        "readme.pdf": b"%PDF",
    }
    assert names_of(zipped(tmp_path, members)) == ["log.csv"]


def test_that_a_link_is_no_file(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"log.csv": LOG.format("c1")})
    link = zipfile.ZipInfo("passwords.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert names_of(path) == ["log.csv"]


def test_that_formats_are_read_inside_of_an_archive(tmp_path: Path) -> None:
    packed = zipped(tmp_path, {"in/log.xes.gz": gzip.compress(XES.encode())})
    assert traces(read(packed).log) == {"c1": ("A",)}
    assert traces(read(zipped(tmp_path, {"log.csv.gz": gzip.compress(LOG.format("c1").encode())})).log) == {
        "c1": ("A", "B")
    }


def test_that_parquet_is_read_inside_of_an_archive(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"case_id": ["c1", "c1"], "activity": ["A", "B"], "timestamp": ["2024-01-01", "2024-01-02"]}
    pq.write_table(pa.table(columns), tmp_path / "log.parquet")
    path = zipped(tmp_path, {"in/log.parquet": (tmp_path / "log.parquet").read_bytes()})
    assert traces(read(path).log) == {"c1": ("A", "B")}


def test_that_an_archive_in_an_archive_is_named_and_not_opened(tmp_path: Path) -> None:
    inner = zipped(tmp_path, {"log.csv": LOG.format("c1")}, "inner.zip").read_bytes()
    with pytest.raises(UserError, match=r"export\.zip holds only other archives"):
        read(zipped(tmp_path, {"inner.zip": inner}))
    imported = read(zipped(tmp_path, {"inner.zip": inner, "log.csv": LOG.format("c2")}))
    assert traces(imported.log) == {"c2": ("A", "B")}
    assert "Not used: inner.zip." in imported.summary.notes


def test_that_a_damaged_member_is_refused_or_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("log.csv", LOG.format("c1"))
    content = path.read_bytes()
    path.write_bytes(content.replace(b"c1,A", b"c1,Z"))
    with pytest.raises(UserError, match=r"log\.csv in export\.zip is damaged"):
        read(path)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda content: b"", "export.zip is empty"),
        (lambda content: b"PK\3\4" + bytes(50), "damaged or no ZIP archive"),
        (lambda content: content[: len(content) // 2], "damaged or no ZIP archive"),
        (lambda content: b"hello", "damaged or no ZIP archive"),
        (lambda content: _with_flag(content, 1), "protected with a password"),
        (lambda content: _with_method(content, 99), "packed in a way that cannot be read"),
    ],
)
def test_that_an_archive_that_cannot_be_read_is_refused(tmp_path: Path, spoil, message: str) -> None:  # type: ignore[no-untyped-def]
    path = zipped(tmp_path, {"log.csv": LOG.format("c1")})
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(UserError, match=message):
        read(path)


def _with_flag(content: bytes, flag: int) -> bytes:
    """The archive with a flag set for its member, in both places where the flags are."""
    local, central = content.index(b"PK\3\4"), content.index(b"PK\1\2")
    changed = bytearray(content)
    changed[local + 6] |= flag
    changed[central + 8] |= flag
    return bytes(changed)


def _with_method(content: bytes, method: int) -> bytes:
    local, central = content.index(b"PK\3\4"), content.index(b"PK\1\2")
    changed = bytearray(content)
    changed[local + 8] = changed[central + 10] = method
    return bytes(changed)


def test_that_two_members_of_one_path_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"log.csv": LOG.format("c1")})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("log.csv", LOG.format("c2"))
    with pytest.raises(UserError, match="two files of the same name"):
        read(path)


def test_that_what_a_member_unpacks_to_is_bounded(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"log.csv": bytes(2 << 20)})
    ((member,), _) = files_of([path])
    assert isinstance(member, Member)
    assert (member.unpacked, member.packed < 10_000) == (2 << 20, True)
    for bounds in (Bounds(most=1 << 20), Bounds(ratio=100, free=1 << 20)):
        with pytest.raises(UserError, match=r"log\.csv unpacks to more than Lanekeeper reads"):
            list(chunks(member, bounds))
        with pytest.raises(UserError, match=r"log\.csv unpacks to more"):
            seekable(member, bounds)
    assert sum(len(piece) for piece, _ in chunks(member, Bounds(free=2 << 20))) == 2 << 20


def test_that_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("log.csv", "w") as member:
        for _ in range(65):
            member.write(bytes(1 << 20))
    with pytest.raises(UserError, match=r"log\.csv unpacks to more"):
        read(path)


def test_that_gz_in_gz_is_no_way_around_the_bound(tmp_path: Path) -> None:
    inner = gzip.compress(bytes(3 << 20))
    path = write(tmp_path, "log.csv.gz", gzip.compress(inner))
    with pytest.raises(UserError, match="unpacks to more"):
        list(chunks(write(tmp_path, "one.csv.gz", inner), Bounds(ratio=20, free=1 << 10)))
    with pytest.raises(UserError):
        read(path)


def test_that_a_folder_is_looked_at_one_level_down_where_it_has_nothing_itself(tmp_path: Path) -> None:
    for number in (1, 2):
        below = tmp_path / f"week {number}"
        below.mkdir()
        write(below, f"log{number}.csv", LOG.format(f"c{number}"))
        (below / "deeper").mkdir()
        write(below / "deeper", "other.csv", LOG.format("c9"))
    (tmp_path / "__MACOSX").mkdir()
    write(tmp_path / "__MACOSX", "x.csv", LOG.format("c8"))
    assert traces(read(tmp_path).log) == {"c1": ("A", "B"), "c2": ("A", "B")}
    write(tmp_path, "own.csv", LOG.format("c3"))
    assert traces(read(tmp_path).log) == {"c3": ("A", "B")}


def test_that_too_many_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path, f"log{number}.csv", LOG.format(number))
    with pytest.raises(UserError, match="These are 4 files, more than the 3 that are read at once"):
        files_of([tmp_path], most=3)
    assert len(files_of([tmp_path], most=4)[0]) == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes of this kind")
def test_that_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log.csv")
    with pytest.raises(UserError, match="is no file but a device or a pipe"):
        read(tmp_path / "log.csv")
    with pytest.raises(UserError, match="has no file that can be read"):
        read(tmp_path)


@needs_shared
def test_that_the_archive_of_tricks_is_refused_and_leaves_nothing() -> None:
    tricks = [Path("/tmp/evil2.txt"), *(shared("hostile").parents[1] / f"evil{n}.txt" for n in (1, 3, 5))]
    there = [path for path in tricks if path.exists()]
    with pytest.raises(UserError) as refusal:
        read(shared("hostile/traversal.zip"))
    assert "\n" not in str(refusal.value)
    assert [path for path in tricks if path.exists()] == there
