"""hsk reads models that transformers saved and vice versa; token ids and logits must be the same in both."""

import json

import numpy as np
import pytest

import models
from conftest import hsk, table

TOLERANCE = 1e-4


@pytest.fixture(scope="module", params=models.FAMILIES)
def teacher(request, tmp_path_factory):
    directory = tmp_path_factory.mktemp(request.param)
    model, tokenizer = models.build(request.param, str(directory))
    return request.param, directory, model, tokenizer


def predictions(model, data, directory, *more):
    """Returns the logits that hsk evaluate computes for the rows of dev.tsv."""
    path = directory / "predictions.jsonl"
    hsk("evaluate", "--model", model, "--task", "tsv", "--text", "text", "--label", "label", "--data", data,
        "--max-length", 64, "--predictions", path, *more)
    with open(path, encoding="utf-8") as f:
        return [json.loads(line)["logits"] for line in f]


def same_tokens(one, other, texts=models.TEXTS, pairs=None):
    for i, text in enumerate(texts):
        pair = pairs[i] if pairs else None
        for length in 64, 8:
            a, b = (models.encode(t, text, pair, length) for t in (one, other))
            assert a["input_ids"].tolist() == b["input_ids"].tolist(), text
            assert ("token_type_ids" in a) == ("token_type_ids" in b), text
            if "token_type_ids" in a:
                assert a["token_type_ids"].tolist() == b["token_type_ids"].tolist(), text
    assert one.truncation_side == other.truncation_side
    assert one.pad_token_id == other.pad_token_id


def test_imported_model_gives_the_logits_of_transformers(teacher, tmp_path):
    _, directory, model, tokenizer = teacher
    want = models.logits(model, tokenizer, models.TEXTS)
    table(tmp_path / "data", models.TEXTS, models.LABELS * 4)

    hsk("import", "--from", directory, "--out", tmp_path / "imported")
    got = predictions(tmp_path / "imported", tmp_path / "data", tmp_path)

    np.testing.assert_allclose(got, want, atol=TOLERANCE, rtol=0)
    copy, copied_tokenizer = models.open_model(str(tmp_path / "imported"))
    same_tokens(tokenizer, copied_tokenizer)
    np.testing.assert_allclose(models.logits(copy, copied_tokenizer, models.TEXTS), want, atol=1e-6, rtol=0)
    assert copy.config.id2label == model.config.id2label


def test_pairs_give_the_logits_of_transformers(teacher, tmp_path):
    _, directory, model, tokenizer = teacher
    texts, pairs = models.TEXTS, models.TEXTS[1:] + models.TEXTS[:1]
    want = models.logits(model, tokenizer, texts, pairs)
    table(tmp_path / "data", texts, models.LABELS * 4, pairs)

    got = predictions(directory, tmp_path / "data", tmp_path, "--text-pair", "pair")

    np.testing.assert_allclose(got, want, atol=TOLERANCE, rtol=0)


def test_student_opens_in_transformers(teacher, kafka, tmp_path):
    family, directory, model, tokenizer = teacher
    name = family.replace("-", "")
    texts = models.TEXTS * 3
    table(tmp_path / "data", texts, [models.LABELS[i % 3] for i in range(len(texts))])
    columns = ("--task", "tsv", "--text", "text", "--label", "label", "--data", tmp_path / "data")

    hsk("load", "--set", name, *columns, *kafka.options)
    hsk("produce", "--set", name, "--teacher", directory, "--max-length", 64, "--depth", "all", *kafka.options)
    hsk("seal", "--set", name, *kafka.options)
    hsk("train", "--set", name, "--student", "layers:2", "--init", directory, "--name", "s", "--out", tmp_path / "s",
        "--epochs", 1, "--hsk-epochs", 1, *kafka.options)

    student, student_tokenizer = models.open_model(str(tmp_path / "s"))
    assert type(student) is type(model)
    same_tokens(tokenizer, student_tokenizer)
    want = models.logits(student, student_tokenizer, models.TEXTS)
    table(tmp_path / "again", models.TEXTS, models.LABELS * 4)
    np.testing.assert_allclose(
        predictions(tmp_path / "s", tmp_path / "again", tmp_path), want, atol=TOLERANCE, rtol=0)
