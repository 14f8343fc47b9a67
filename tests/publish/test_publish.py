"""What a build writes, keeps, removes and refuses in its output folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from children import at_operation, in_child
from two_versions import NEW, OLD, bring, served, tree

from esim_help.errors import OutputError
from esim_help.publish import Published, difference, publish
from esim_help.publish.paths import MANIFEST, STAGING


def refusal(out: Path, **more: object) -> str:
    with pytest.raises(OutputError) as refused:
        bring(out, NEW, **more)
    return str(refused.value)


def times(out: Path) -> dict[str, int]:
    return {str(found): found.stat().st_mtime_ns for found in (out, *out.rglob("*"))}


def test_a_first_build_writes_the_site_and_says_so(out: Path) -> None:
    assert bring(out, NEW) == Published(written=len(NEW), unchanged=0, deleted=0)
    assert served(out) == NEW


def test_a_next_build_writes_what_changed_and_deletes_what_is_gone(out: Path) -> None:
    bring(out, OLD)
    same = {path for path in NEW if OLD.get(path) == NEW[path]}
    assert bring(out, NEW) == Published(len(NEW) - len(same), len(same), len(OLD.keys() - NEW.keys()))
    assert served(out) == NEW


def test_what_is_written_does_not_depend_on_what_was_there(out: Path, fresh_new: dict[str, bytes | None]) -> None:
    bring(out, OLD)
    bring(out, NEW)
    assert tree(out) == fresh_new


def test_the_same_site_again_changes_no_file_and_no_time(out: Path) -> None:
    bring(out, NEW)
    before = times(out)

    def again() -> None:
        at_operation(1, lambda: os._exit(9))
        assert bring(out, NEW) == Published(0, len(NEW), 0)

    assert in_child(again).status == 0
    assert times(out) == before


def test_unchanged_pages_keep_their_time_when_others_change(out: Path) -> None:
    bring(out, OLD)
    os.utime(out / "about/index.html", ns=(1, 1))
    bring(out, NEW)
    assert (out / "about/index.html").stat().st_mtime_ns == 1


def test_the_manifest_lists_every_file_sorted_and_no_time(out: Path) -> None:
    bring(out, NEW)
    manifest = json.loads((out / MANIFEST).read_bytes())
    assert sorted(manifest) == ["assets", "folders", "format", "pages"]
    assert [*manifest["assets"], *manifest["pages"]] == [*sorted(manifest["assets"]), *sorted(manifest["pages"])]
    assert {*manifest["assets"], *manifest["pages"]} == set(NEW)


def test_folders_that_we_made_go_when_they_are_empty_and_others_stay(out: Path) -> None:
    (out / "zh/theirs").mkdir(parents=True)
    (out / "zh/theirs/.gitignore").touch()
    (out / "zh").rename(out.parent / "zh")
    bring(out, {"index.html": b"1"})
    (out.parent / "zh").rename(out / "zh")
    bring(out, {"index.html": b"1", "zh/theirs/deep/a.html": b"2", "en/x/y/z.html": b"3"})
    bring(out, {"index.html": b"1"})
    assert sorted(tree(out)) == [MANIFEST, "index.html", "zh", "zh/theirs", "zh/theirs/.gitignore"]


@pytest.mark.parametrize("name", ["README", "README.md", ".gitignore", ".nojekyll", "CNAME"])
def test_a_folder_with_only_a_readme_or_the_like_is_as_good_as_empty(name: str, out: Path) -> None:
    out.mkdir()
    (out / name).write_text("theirs", encoding="utf-8")
    bring(out, OLD)
    bring(out, NEW)
    assert (out / name).read_text(encoding="utf-8") == "theirs"


def test_a_folder_with_other_things_is_refused_and_untouched(out: Path) -> None:
    out.mkdir()
    (out / "thesis.doc").write_bytes(b"years of work")
    assert refusal(out) == (
        f"{out} is not empty and was not written by esim-help (it holds thesis.doc);"
        " name a new or empty folder with --out, or empty this one yourself"
    )
    assert tree(out) == {"thesis.doc": b"years of work"}


def test_files_of_others_beside_ours_are_kept(out: Path) -> None:
    bring(out, OLD)
    (out / "zh/theirs.txt").write_bytes(b"theirs")
    bring(out, NEW)
    bring(out, {"index.html": b"only"})
    assert served(out) == {"index.html": b"only", "zh/theirs.txt": b"theirs"}


def test_a_file_of_others_where_the_site_needs_a_place_is_named_before_any_page_is_made(out: Path) -> None:
    bring(out, OLD)
    (out / "zh/new").mkdir()
    (out / "zh/new/index.html").write_bytes(b"theirs")
    before = tree(out)
    with pytest.raises(OutputError, match=r"did not write.*: zh/new/index\.html; move it away"):
        publish(out, {}, (pytest.fail("a page was made") for _ in "x"), page_paths=["zh/new/index.html"])
    assert tree(out) == before


def test_a_file_that_somebody_puts_in_our_place_during_the_build_is_not_overwritten(out: Path) -> None:
    def pages() -> object:
        yield "a.html", b"ours"
        (out / "a.html").write_bytes(b"theirs")

    with pytest.raises(OutputError, match=r"a\.html was put there by somebody else"):
        publish(out, {}, pages(), page_paths=["a.html"])  # type: ignore[arg-type]
    (out / "a.html").rename(out / "b.html")
    bring(out, {"a.html": b"ours"})
    assert served(out) == {"a.html": b"ours", "b.html": b"theirs"}


def test_our_file_that_somebody_edited_is_replaced_while_the_site_has_it(out: Path) -> None:
    bring(out, NEW)
    (out / "index.html").write_bytes(b"edited")
    assert bring(out, NEW).written == 1
    assert served(out) == NEW


def test_our_file_that_somebody_edited_is_left_in_place_with_a_notice_when_the_site_drops_it(out: Path) -> None:
    bring(out, NEW)
    (out / "about/index.html").write_bytes(b"edited")
    said: list[str] = []
    site = {path: content for path, content in NEW.items() if path != "about/index.html"}
    assert bring(out, site, say=said.append).kept == ("about/index.html",)
    assert said == [
        f"{out}/about/index.html is no longer part of the site but was edited by somebody; it is left in place"
    ]
    assert (out / "about/index.html").read_bytes() == b"edited"
    assert bring(out, site) == Published(0, len(site), 0)


def test_our_file_that_somebody_deleted_comes_back(out: Path) -> None:
    bring(out, NEW)
    (out / "index.html").unlink()
    bring(out, NEW)
    assert served(out) == NEW


@pytest.mark.parametrize("outside", [b"other bytes", NEW["index.html"]])
def test_a_link_in_place_of_our_file_is_replaced_and_what_it_leads_to_is_untouched(
    outside: bytes, out: Path, tmp_path: Path
) -> None:
    bring(out, NEW)
    (tmp_path / "outside").write_bytes(outside)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(tmp_path / "outside")
    bring(out, NEW)
    assert served(out) == NEW
    assert not (out / "index.html").is_symlink()
    assert (tmp_path / "outside").read_bytes() == outside


def test_a_link_in_place_of_our_folder_is_refused_and_nothing_is_written_through_it(out: Path, tmp_path: Path) -> None:
    bring(out, OLD)
    (out / "zh").rename(tmp_path / "zh")
    (out / "zh").symlink_to(tmp_path / "zh")
    before = tree(tmp_path)
    assert (
        refusal(out) == f"{out}/zh is needed as a folder, but a file, a link or another disk stands there; move it away"
    )
    bring(out, {"index.html": b"x"})
    after = tree(tmp_path)
    assert {path: after.get(path) for path in before if path.startswith("zh")} == {
        path: content for path, content in before.items() if path.startswith("zh")
    }


def test_a_pipe_in_place_of_our_file_does_not_hang_the_build(out: Path) -> None:
    bring(out, NEW)
    (out / "index.html").unlink()
    os.mkfifo(out / "index.html")
    bring(out, NEW)
    assert served(out) == NEW


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (b"", "input data was truncated"),
        (b"<<<<<<< ours", "malformed"),
        (b'{"format": 2}', "format 2 is not known"),
        (b'{"pages": {"../secret": "00"}}', "is not a path below the folder"),
        (b'{"folders": ["/etc"]}', "is not a path below the folder"),
        (b'{"pages": ["index.html"]}', "Expected `object`"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_stops_the_build(manifest: bytes, reason: str, out: Path) -> None:
    bring(out, OLD)
    (out / MANIFEST).write_bytes(manifest)
    before = tree(out)
    sentence = refusal(out)
    assert reason.lower() in sentence.lower()
    assert "restore it, or empty" in sentence
    assert tree(out) == before


def test_a_strange_file_in_the_staging_folder_is_not_removed(out: Path) -> None:
    bring(out, OLD)
    (out / STAGING).mkdir()
    (out / STAGING / "notes.txt").write_bytes(b"theirs")
    assert refusal(out) == f"{out}/{STAGING}/notes.txt was not written by esim-help; move it away"


def link_to_itself(tmp_path: Path) -> Path:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    return tmp_path / "link"


def a_file(tmp_path: Path) -> Path:
    (tmp_path / "file").touch()
    return tmp_path / "file"


UNFIT: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a file": (a_file, "is a file; name a folder"),
    "below a file": (lambda tmp: a_file(tmp) / "site", "cannot be made"),
    "a link": (link_to_itself, "is a symlink; name the folder it leads to"),
    "through ..": (lambda tmp: tmp / "x/../site", "goes through '..'; write it without, as"),
    "the project": (lambda tmp: tmp / "project", "is the project's own folder or holds it"),
    "above the project": (lambda tmp: tmp, "is the project's own folder or holds it"),
    "the content": (lambda tmp: tmp / "project/content", "overlap; name a folder of its own"),
    "in the content": (lambda tmp: tmp / "project/content/zh/site", "overlap; name a folder of its own"),
    "the theme": (lambda tmp: tmp / "project/theme", "overlap; name a folder of its own"),
    "the cache": (lambda tmp: tmp / "project/.esim-help/site", "overlap; name a folder of its own"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_folder_that_cannot_be_an_output_folder_is_refused_with_the_reason(case: str, tmp_path: Path) -> None:
    (tmp_path / "project/content").mkdir(parents=True)
    place, reason = UNFIT[case]
    out = place(tmp_path)
    before = tree(tmp_path)
    assert reason in refusal(out, project=tmp_path / "project")
    assert tree(tmp_path) == before


def test_the_project_may_hold_its_output_folder(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert bring(tmp_path / "site", NEW, project=tmp_path).written == len(NEW)


def test_chinese_folders_and_files_work(tmp_path: Path) -> None:
    out = tmp_path / "帮助 中心" / "站点"
    bring(out, {"zh/续费/怎么办.html": "好".encode()})
    assert served(out) == {"zh/续费/怎么办.html": "好".encode()}
    assert "zh/续费/怎么办.html" in (out / MANIFEST).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [".", "zh"])
def test_a_folder_without_permission_is_found_out_before_anything_changes(folder: str, tmp_path: Path) -> None:
    out = tmp_path / "site"
    bring(out, OLD)
    before = tree(out)
    for place in (tmp_path, *tmp_path.rglob("*")):
        place.chmod(0o777 if place.is_dir() else 0o666)
    (out / folder).chmod(0o555)

    def as_somebody_else() -> None:
        os.chdir(tmp_path)
        if os.getuid() == 0:
            os.setuid(65534)
        bring(Path("site"), NEW)

    ended = in_child(as_somebody_else)
    assert ended.status == 2, ended.said
    assert ended.said.startswith(f"{Path('site') / folder} cannot be written by this user")
    assert tree(out) == before


BUGS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "a path that leads out": ([], ["../x.html"], ["../x.html"]),
    "an absolute path": ([], ["/x.html"], ["/x.html"]),
    "our own name": ([], [MANIFEST], [MANIFEST]),
    "a name too long for a file system": ([], ["文" * 90 + ".html"], ["文" * 90 + ".html"]),
    "a path that is an asset and a page": (["x"], ["x"], ["x"]),
    "a path that is a file and a folder": (["x"], ["x/y"], ["x/y"]),
    "a page that does not come": ([], ["x", "y"], ["x"]),
    "a page that comes twice": ([], ["x"], ["x", "x"]),
    "a page that was not announced": ([], ["x"], ["x", "y"]),
}


@pytest.mark.parametrize("case", BUGS)
def test_a_list_of_files_that_cannot_be_a_site_is_a_bug_and_changes_nothing(case: str, out: Path) -> None:
    assets, announced, pages = BUGS[case]
    bring(out, OLD)
    before = tree(out)
    with pytest.raises(ValueError, match=r"path|page|file"):
        publish(out, dict.fromkeys(assets, b""), ((path, b"") for path in pages), page_paths=announced)
    assert tree(out) == before


def edited(out: Path) -> None:
    (out / "index.html").write_bytes(b"edited")


def deleted(out: Path) -> None:
    (out / "index.html").unlink()


def left(out: Path) -> None:
    bring(out, {**NEW, "zh/old/index.html": b""})


def forgotten(out: Path) -> None:
    manifest = json.loads((out / MANIFEST).read_bytes())
    del manifest["pages"]["index.html"]
    (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


DRIFT: dict[Callable[[Path], object], list[str]] = {
    served: [],
    edited: ["index.html is out of date"],
    deleted: ["index.html is missing"],
    left: ["zh/old/index.html is left over"],
    forgotten: [f"{MANIFEST} does not list what stands there; run 'esim-help build'"],
}


@pytest.mark.parametrize("change", DRIFT)
def test_the_difference_between_folder_and_site_is_told_in_sentences(
    change: Callable[[Path], object], out: Path
) -> None:
    bring(out, NEW)
    change(out)
    before = times(out)
    assert difference(out, NEW) == DRIFT[change]
    assert times(out) == before


def test_the_difference_of_two_versions_names_every_file(out: Path) -> None:
    bring(out, OLD)
    found = difference(out, NEW)
    assert {sentence.split()[0] for sentence in found} == {
        path for path in {*OLD, *NEW} if OLD.get(path) != NEW.get(path)
    }


def test_a_folder_that_was_never_built_is_out_of_date_and_one_of_others_is_refused(tmp_path: Path) -> None:
    assert difference(tmp_path / "none", NEW) == [f"{tmp_path}/none does not exist; run 'esim-help build'"]
    (tmp_path / "theirs").touch()
    with pytest.raises(OutputError, match="was not written by esim-help"):
        difference(tmp_path, NEW)
