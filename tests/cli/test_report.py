"""`archive report`, whole: bags in, one page out."""

import re

import pytest

from tests.cli.conftest import tree

MARK = "<!DOCTYPE html>\n<html lang"


@pytest.fixture
def bags(archive, tmp_path):
    """Two bags of undescribed letters, in `bags`."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("one", "two"):
        (seeds / f"{name}.txt").write_text(
            f"Dear Ms Jones,\n\nThe roof leaks in {name} places.\n\nYours,\nT. Smith\n"
        )
    archive("package", "--quiet")
    return tmp_path / "bags"


def test_with_no_argument_it_judges_bags_into_report_html(archive, bags, tmp_path):
    """The exit status is that of validate, and no bag is touched."""
    before = tree(bags)
    ran = archive("report")
    assert (ran.status, ran.err) == (1, "")
    assert (tmp_path / "report.html").read_text().startswith(MARK)
    assert "report.html" in ran.out
    assert tree(bags) == before
    assert archive("validate", "bags", "--quiet").status == 1


def test_well_made_bags_are_status_0(archive, bags, tmp_path):
    """At level bag nothing is owed."""
    ran = archive("report", "bags", "--out", "new/page.html", "--level", "bag")
    assert ran.status == 0, ran.out + ran.err
    text = (tmp_path / "new/page.html").read_text()
    assert re.search(r"<dt>valid</dt><dd>2</dd>", text)
    assert "level bag" in text


def test_several_folders_and_what_is_no_bag(archive, bags, tmp_path):
    """A bag that cannot be judged is status 3, and stands in the page."""
    ran = archive("report", "bags/one", "nowhere", "bags/two", "--level", "bag", "--executor", "serial")
    assert ran.status == 3
    assert "1 could not be judged" in ran.out
    text = (tmp_path / "report.html").read_text()
    assert re.findall(r'<tr id="row-\d+"[^>]*><th scope="row">(?:<a[^>]*>)?<bdi>([^<]*)', text) == [
        "bags/one", "nowhere", "bags/two",
    ]  # fmt: skip


def test_quiet_is_silent(archive, bags, tmp_path):
    """Only the page and the exit status tell."""
    ran = archive("report", "--quiet")
    assert (ran.status, ran.out, ran.err) == (1, "", "")
    assert (tmp_path / "report.html").exists()


def test_an_older_report_is_replaced(archive, bags, tmp_path):
    """Running it again gives the same page but for its time."""

    def timeless():
        return re.sub(r"<time.*?</time>", "", (tmp_path / "report.html").read_text())

    archive("report", "--quiet")
    first = timeless()
    archive("report", "--quiet", "--executor", "processes:2")
    assert timeless() == first


@pytest.mark.parametrize(
    "args, code",
    [
        (("--out", "bags/one/report.html"), "E0522"),
        (("--out", "seeds/one.txt"), "E0521"),
        (("--profile", "nowhere.csv"), "E01"),
    ],
)
def test_what_cannot_begin_says_why(archive, bags, tmp_path, args, code):
    """Status 4, nothing on standard output, and nothing written."""
    before = tree(tmp_path)
    ran = archive("report", *args)
    assert (ran.status, ran.out) == (4, "")
    assert code in ran.err
    assert "Traceback" not in ran.err
    assert tree(tmp_path) == before
