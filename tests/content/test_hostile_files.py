"""Bad bytes, bad names and bad trees: each is a named problem or a fine article, soon, and never stops the others."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from content_samples import load, read

from esim_help.content.names import MAX_ID, id_from_name
from esim_help.reading import read_linked_files, read_sources

SECONDS = 2.0
FRONT = "---\ntitle: 题\n---\n"
BOMB = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def front(keys: str) -> str:
    return f"---\n{keys}\n---\nbody\n"


BYTES: dict[str, tuple[bytes, str]] = {
    "latin-1": (b"---\ntitle: caf\xe9\n---\n", "2: encoding: is not UTF-8; save the file as UTF-8"),
    "UTF-16": ("# 题".encode("utf-16"), "1: encoding: is not UTF-8; save the file as UTF-8"),
    "a lone surrogate": (b"# \xed\xa0\x80", "1: encoding: is not UTF-8; save the file as UTF-8"),
    "an overlong NUL": (b"# a\n\xc0\x80", "2: encoding: is not UTF-8; save the file as UTF-8"),
    "nothing": (b"", "1: empty: is empty; give it at least a title"),
    "white space": (b" \n\t\n\n", "1: empty: is empty; give it at least a title"),
    "only a byte-order mark": (b"\xef\xbb\xbf", "1: empty: is empty; give it at least a title"),
    "NUL": (b"# a\n\n\x00", "3: control-character: holds the control character U+0000; remove it"),
    "escape": (b"# a\x1b[31m", "1: control-character: holds the control character U+001B; remove it"),
    "delete": (b"# a\x7f", "1: control-character: holds the control character U+007F; remove it"),
    "a C1 control": ("# a\n\x9b31m".encode(), "2: control-character: holds the control character U+009B; remove it"),
    "a control character in a YAML escape": (
        front('title: "a\\0b"').encode(),
        "2: control-character: holds the control character U+0000; remove it",
    ),
    "10 MB": (b"a" * 10_000_000, "1: size: is 10,000,000 bytes; at most 500,000 are read"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text_are_named(name: str) -> None:
    raw, expected = BYTES[name]
    assert read(raw) == (None, [expected])


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["no mark", "a byte-order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_byte_order_mark_and_any_line_ends_are_fine(start: str, end: str) -> None:
    file, problems = read((start + "---\ntitle: 题\nlayout: x\n---\n\n## 步骤 {#a}\n\n一\n").replace("\n", end))
    assert file is not None
    assert file.text.title == "题"
    assert [section.text for section in file.text.sections] == ["一"]
    assert [problem.split(":")[0] for problem in problems] == ["3"]


YAML: dict[str, tuple[str, str]] = {
    "an alias bomb": (BOMB, "2: yaml: anchors and aliases (& and *) are not supported; write the value out"),
    "a Python object": (
        "title: !!python/object/apply:os.system [id]",
        "2: yaml: the tag tag:yaml.org,2002:python/object/apply:os.system is not supported; write a plain value",
    ),
    "an own tag": ("title: !x a", "2: yaml: the tag !x is not supported; write a plain value"),
    "bytes": (
        "title: !!binary aGk=",
        "2: yaml: the tag tag:yaml.org,2002:binary is not supported; write a plain value",
    ),
    "a key twice": ("title: a\ntitle: b", "3: duplicate-key: 'title' is given twice; keep one"),
    "a key twice, deep": ("title: T\nx: [{a: 1, a: 2}]", "3: duplicate-key: 'a' is given twice; keep one"),
    "brackets without end": ("title: T\nx: " + "[" * 100_000, "3: yaml: nests deeper than 20 levels"),
    "brackets that close": ("x: " + "[" * 9000 + "]" * 9000, "2: yaml: nests deeper than 20 levels"),
    "braces": ("x: " + "{a: " * 3000 + "1" + "}" * 3000, "2: yaml: nests deeper than 20 levels"),
    "dashes": ("x:\n " + "- " * 90_000 + "a", "3: yaml: nests deeper than 20 levels"),
    "a staircase": ("x:\n" + "".join(" " * n + "-\n" for n in range(1, 500)), "22: yaml: nests deeper than 20 levels"),
    "a number beyond 64 bits": (
        "review_every: " + "9" * 30,
        f"2: yaml: '{'9' * 30}' cannot be read: the number is too large",
    ),
    "a day that is none": (
        "title: T\nupdated: 2026-02-30",
        "3: yaml: '2026-02-30' cannot be read: day is out of range for month",
    ),
    "a list for a mapping": ("- a\n- b", "2: type: expected a mapping of keys to values, found a list"),
    "a sentence for a mapping": ("just words", "2: type: expected a mapping of keys to values, found text"),
}  # fmt: skip


@pytest.mark.parametrize("name", YAML)
def test_yaml_that_could_hurt_is_refused_where_it_stands(name: str) -> None:
    keys, expected = YAML[name]
    started = time.process_time()
    assert read(front(keys)) == (None, [expected])
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "keys",
    [
        "title: a: b",
        "title: @a",
        "title: 'a",
        "title: %a",
        "%YAML 9.9",
        "title: T\nx:\n\t- a",
        "? [a]\n: b",
        "a\x85b: c",
    ],
)
def test_yaml_that_is_malformed_says_how_to_mend_it(keys: str) -> None:
    file, problems = read(front(keys))
    assert file is None
    assert [problem.split(": ")[1] for problem in problems] == ["yaml"]
    assert "quote a value" in problems[0]


def test_front_matter_that_is_not_closed_is_named() -> None:
    assert read("---\ntitle: 题\n\nbody") == (None, ["1: front-matter: is not closed; end it with a line '---'"])
    assert read("---") == (None, ["1: front-matter: is not closed; end it with a line '---'"])


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    text = "---\nid: Ä\ntype: x\ncards: red\ndraft: 1\nlayout: y\n---\n\n::: pink\na\n:::\n"
    file, problems = read(text)
    assert file is None
    assert [problem.split(":")[0] for problem in problems] == ["3", "4", "5", "6", "9", "1", "2"]


def test_the_body_is_checked_too_when_the_front_matter_is_broken() -> None:
    file, problems = read("---\ntitle: [\n---\n::: pink\na\n:::\n")
    assert file is None
    assert [problem.split(":")[1] for problem in problems] == [" yaml", " card-block"]


HEAVY: dict[str, str] = {
    "brackets": "[" * 10_000,
    "image marks": "![" * 5000,
    "stars": "*a " * 10_000,
    "strong and emphasis": "**a*" * 5000,
    "underscores": "_a_ *" * 5000,
    "backticks of all lengths": " ".join("`" * (n % 300 + 1) for n in range(400)),
    "links that never end": "[a](" * 5000,
    "links inside links": "[a" * 2000 + "](b)" * 2000,
    "images inside images": "![a" * 2000 + "](b)" * 2000,
    "angle brackets": "<" * 50_000,
    "open comments": "<!--" * 10_000,
    "open CDATA": "<![CDATA[" * 3000,
    "entities": "&#" * 30_000,
    "colons": ":::" * 30_000,
    "open blocks": "::: red\n" * 2000,
    "blocks": "::: red\na\n:::\n" * 3000,
    "headings that are all the same": "# a\n" * 4000,
    "spaces in a heading": "# a" + " " * 100_000 + "b",
    "anchors in a heading": "# a" + " {#a}" * 10_000 + "b",
    "table rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * 4000,
    "table columns": "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|\n" * 500,
    "empty lines": "\n" * 200_000 + "a",
    "tabs": "\t" * 100_000 + "a",
    "backslashes": "\\" * 100_000,
    "link definitions": "\n".join(f"[a{n}]: b" for n in range(5000)),
    "a line of half a megabyte": "续" * 160_000,
    "links": "[a](b) " * 10_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_pathological_markdown_is_read_in_good_time(name: str) -> None:
    started = time.process_time()
    file, problems = read(FRONT + HEAVY[name])
    assert time.process_time() - started < SECONDS
    assert file is not None or problems


def test_a_hundred_thousand_links_are_a_file_too_large() -> None:
    assert read(FRONT + "[a](b)\n" * 100_000)[1][0].startswith("1: size: ")


@pytest.mark.parametrize(
    "text", [">" * 1000 + " a", "- " * 1000 + "a", "".join("  " * n + "- a\n" for n in range(300))]
)
def test_what_stands_too_deep_to_be_read_is_named_not_dropped(text: str) -> None:
    file, problems = read(FRONT + text)
    assert file is None
    assert {problem.split(": ")[1] for problem in problems} == {"nesting"}


def test_nineteen_quotes_and_nine_lists_are_read_to_the_last_word() -> None:
    for text in (">" * 19 + " last", "- " * 9 + "last"):
        file, problems = read(FRONT + text)
        assert file is not None, problems
        assert file.text.sections[-1].text == "last"


@pytest.mark.parametrize("end", ["", "\n", "   ", "\n\t", "\n>", "\n> ", "\n-", "\n:"])
@pytest.mark.parametrize("begin", ["::: red\na", "> ::: red\n> a", "- ::: red\n  a", "::: red", "a\n::: red\n"])
def test_a_block_that_ends_with_the_file_never_crashes(begin: str, end: str) -> None:
    file, problems = read(FRONT + begin + end)
    assert file is None
    assert {problem.split(": ")[1] for problem in problems} == {"card-block"}


Tree = Callable[[Path], object]


def put(path: Path, text: str | bytes = "# 题\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def link(path: Path, target: str | Path, *, folder: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target, target_is_directory=folder)
    return path


def secret(root: Path) -> Path:
    return put(root.parent / "outside" / "secret.md", "# secret\n")


TREES: dict[str, tuple[Tree, list[str]]] = {
    "a file out of the tree": (
        lambda root: link(root / "content/a.md", secret(root)),
        ["content/a.md:1: symlink: is a symlink out of the project; copy the file in"],
    ),
    "a relative way out of the tree": (
        lambda root: (secret(root), link(root / "content/zh/a.md", "../../../outside/secret.md")),
        ["content/zh/a.md:1: symlink: is a symlink out of the project; copy the file in"],
    ),
    "a folder out of the tree": (
        lambda root: link(root / "content/zh/a", secret(root).parent, folder=True),
        ["content/zh/a:1: symlink: is a symlink out of the project; copy the file in"],
    ),
    "a folder that is called like an article": (
        lambda root: link(root / "content/zh/a.md", secret(root).parent, folder=True),
        ["content/zh/a.md:1: symlink: is a symlink out of the project; copy the file in"],
    ),
    "a folder inside the tree": (
        lambda root: link(root / "content/b", put(root / "content/zh/z/in.md").parent, folder=True),
        ["content/b:1: symlink: is a symlink to a folder, which is not followed; copy the folder"],
    ),
    "a folder that leads back to itself": (
        lambda root: link(root / "content/zh/loop", "..", folder=True),
        ["content/zh/loop:1: symlink: is a symlink to a folder, which is not followed; copy the folder"],
    ),
    "the content folder itself": (
        lambda root: (root / "content").rename(root / "moved") and link(root / "content", "moved", folder=True),
        ["content:1: symlink: is a symlink to a folder, which is not followed; copy the folder"],
    ),
    "a circle of two": (
        lambda root: (link(root / "content/a.md", "b.md"), link(root / "content/b.md", "a.md")),
        [f"content/{name}.md:1: unreadable: cannot be read: Too many levels of symbolic links" for name in "ab"],
    ),
    "a link to nothing": (
        lambda root: link(root / "content/a.md", "gone.md"),
        ["content/a.md:1: unreadable: cannot be read: No such file or directory"],
    ),
    "a link into the agents' folder": (
        lambda root: link(root / "content/a.md", put(root / "content/agent/zh/secret.md", "# 内部")),
        ["content/a.md:1: symlink: is a symlink into agent/, which customers never see; copy the file"],
    ),
    "a pipe": (
        lambda root: os.mkfifo(root / "content/a.md"),
        ["content/a.md:1: unreadable: cannot be read: it is not a plain file"],
    ),
    "a name that is not UTF-8": (
        lambda root: put(root / os.fsdecode(b"content/\xff.md")),
        ["content/\ufffd.md:1: encoding: has a name that is not UTF-8; rename it"],
    ),
    "a folder whose name is not UTF-8": (
        lambda root: put(root / os.fsdecode(b"content/\xe9/a.md")),
        ["content/\ufffd/a.md:1: encoding: has a name that is not UTF-8; rename it"],
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_what_must_not_be_opened_is_named_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    put(root / "content/zh/good.md")
    make, expected = TREES[name]
    make(root)
    sources, problems = read_sources(root, "customer")
    assert list(map(str, problems)) == expected
    assert ["content/zh/good.md"] * (name != "the content folder itself") == [
        source.path for source in sources if "good" in source.path
    ]
    assert not any(word in source.raw for source in sources for word in (b"secret", "内部".encode()))


def test_a_folder_that_is_called_like_an_article_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "content/x.md/inside.md")
    sources, problems = read_sources(tmp_path, "customer")
    assert [source.path for source in sources] == ["content/x.md/inside.md"]
    assert problems == []


CLOSED = [
    ("content/zh/a.md", "pathlib.Path.open", "Permission denied"),
    ("content/zh", "os.scandir", "the folder cannot be opened"),
]


@pytest.mark.parametrize(("closed", "call", "why"), CLOSED)
def test_what_may_not_be_read_is_named(
    closed: str, call: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "content/b.md")
    put(tmp_path / "content/zh/a.md")
    real: Any = Path.open if call == "pathlib.Path.open" else os.scandir

    def refuse(path: Path, *rest: str) -> object:
        if path == tmp_path / closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *rest)

    monkeypatch.setattr(call, refuse)  # root, who runs these tests in a container, may read whatever chmod says
    sources, problems = read_sources(tmp_path, "customer")
    assert list(map(str, problems)) == [f"{closed}:1: unreadable: cannot be read: {why}"]
    assert [source.path for source in sources] == ["content/b.md"]


def test_a_symlink_inside_the_project_is_read(tmp_path: Path) -> None:
    link(tmp_path / "content/a.md", put(tmp_path / "shared/a.md", "# 共用"))
    sources, problems = read_sources(tmp_path, "customer")
    assert [(source.path, source.raw) for source in sources] == [("content/a.md", "# 共用".encode())]
    assert problems == []


def test_images_that_must_not_be_opened_are_passed_over(tmp_path: Path) -> None:
    root = tmp_path / "project"
    put(root / "content/good.png", b"png")
    put(root / "content/agent/inside.png", b"png")
    link(root / "content/out.png", put(tmp_path / "out.png", b"png"))
    link(root / "content/in.png", "agent/inside.png")
    link(root / "content/loop.png", "loop.png")
    link(root / "content/folder.png", "..", folder=True)
    os.mkfifo(root / "content/pipe.png")
    put(root / os.fsdecode(b"content/\xff.png"))
    assert read_linked_files(root) == {"good.png": b"png"}


NAMES = {
    "怎么续费": "article-e71163f8",
    "续费 faq": "faq-07d7a936",
    "Renew Red_Card (2)": "renew-red-card-2",
    "a.b": "a-b",
    "Ünïcode": "n-code-0c68f284",
    "???": "article-32e84994",
    "a" * 251: "a" * (MAX_ID - 9) + "-c923e9aa",
    "-x-": "x",
}


@pytest.mark.parametrize("name", NAMES)
def test_any_name_makes_a_short_id_that_stays(name: str) -> None:
    made = id_from_name(name)
    assert made == NAMES[name]
    assert len(made) <= MAX_ID
    assert load({f"content/zh/{name}.md": "# 题"}).problems == ()


def test_composed_and_decomposed_names_are_the_same() -> None:
    assert id_from_name("Caf\u00e9") == id_from_name("Cafe\u0301")


def test_a_name_of_255_bytes_is_read_from_the_disk(tmp_path: Path) -> None:
    for name in ("a" * 252, "续" * 84):
        put(tmp_path / "content" / f"{name}.md", f"# {name[:3]}")
    sources, problems = read_sources(tmp_path, "customer")
    assert [len(os.fsencode(source.name)) for source in sources] == [255, 255]
    assert problems == []


def test_an_ending_in_capitals_is_the_same_ending(tmp_path: Path) -> None:
    put(tmp_path / "content/zh/A.MD")
    (source,) = read_sources(tmp_path, "customer")[0]
    assert load({source.path.replace("A.MD", source.name): source.raw}).centre.articles[0].id == "a"


def test_one_bad_article_never_stops_the_others() -> None:
    bad = {f"content/zh/bad-{number}.md": raw for number, (raw, _) in enumerate(BYTES.values())}
    worse = {f"content/zh/worse-{number}.md": front(keys) for number, (keys, _) in enumerate(YAML.values())}
    loaded = load({**bad, **worse, "content/zh/good.md": "# 好的"})
    assert [article.id for article in loaded.centre.articles] == ["good"]
    assert loaded.left_out == tuple(sorted([*bad, *worse]))
    assert {problem.path for problem in loaded.problems} == {*bad, *worse}
