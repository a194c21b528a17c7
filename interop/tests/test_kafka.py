"""Reads a sealed set with Confluent's Python client and Avro deserializer, and decodes it as schemas/README.md describes."""

import struct

import numpy as np
import pytest
import torch
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

import models
from conftest import hsk, table


@pytest.fixture(scope="module")
def sealed(kafka, tmp_path_factory):
    directory = tmp_path_factory.mktemp("teacher")
    model, tokenizer = models.build("bert-uncased", str(directory))
    data = tmp_path_factory.mktemp("data")
    texts = [f"{t} {i}" for i in range(30) for t in models.TEXTS]
    labels = [models.LABELS[i % 3] for i in range(len(texts))]
    table(data, texts, labels)
    hsk("load", "--set", "interop-1", "--task", "tsv", "--text", "text", "--label", "label", "--data", data, *kafka.options)
    hsk("produce", "--set", "interop-1", "--teacher", directory, "--max-length", 64, "--depth", "all",
        "--length", "all", "--width", "all", "--values", "float32", *kafka.options)
    hsk("seal", "--set", "interop-1", *kafka.options)
    return texts, labels, model, tokenizer


def read(kafka, topic):
    """Returns all committed records of a topic as (key, value)."""
    avro = AvroDeserializer(SchemaRegistryClient({"url": kafka.registry}))
    consumer = Consumer({
        "bootstrap.servers": kafka.bootstrap, "group.id": "interop", "isolation.level": "read_committed",
        "enable.auto.commit": False, "auto.offset.reset": "earliest", "enable.partition.eof": True})
    partitions = consumer.list_topics(topic, 30).topics[topic].partitions
    consumer.assign([TopicPartition(topic, p, 0) for p in partitions])
    records, ended = [], set()
    try:
        while len(ended) < len(partitions):
            message = consumer.poll(60)
            assert message is not None, f"nothing more of {topic}"
            if message.error():
                ended.add(message.partition())
                continue
            value = avro(message.value(), SerializationContext(topic, MessageField.VALUE))
            records.append((message.key(), value))
    finally:
        consumer.close()
    return records


def payload(raw):
    """Returns positions and float32 values of a payload that keeps every unit."""
    layout, encoding, mask, listed, tokens, units, hidden = struct.unpack_from("<BBBBHHH", raw)
    assert (layout, encoding, mask, units) == (1, 1, 0, hidden)
    at = 16
    positions = np.arange(tokens)
    if listed:
        positions = np.frombuffer(raw, "<u2", tokens, at)
        at = (at + 2 * tokens + 3) // 4 * 4
    return positions, np.frombuffer(raw, "<f4", tokens * units, at).reshape(tokens, units)


def test_every_sample_is_there_once_with_text_and_label(sealed, kafka):
    texts, labels, _, _ = sealed
    samples = {struct.unpack(">q", key)[0]: value for key, value in read(kafka, "hsk.interop-1.samples")}
    assert sorted(samples) == list(range(len(texts)))
    assert [samples[i]["text"] for i in range(len(texts))] == texts


def test_records_hold_what_transformers_computes(sealed, kafka):
    texts, labels, model, tokenizer = sealed
    records = {struct.unpack(">q", key)[0]: value for key, value in read(kafka, "hsk.interop-1.knowledge")}
    assert sorted(records) == list(range(len(texts)))
    for index in range(0, len(texts), 7):
        record, encoded = records[index], models.encode(tokenizer, texts[index])
        ids = np.frombuffer(record["tokenIds"], "<u2" if record["tokenIdBytes"] == 2 else "<u4")
        assert ids.tolist() == encoded["input_ids"][0].tolist()
        assert record["label"] == models.LABELS.index(labels[index])
        with torch.no_grad():
            out = model(**encoded, output_hidden_states=True)
        np.testing.assert_allclose(np.frombuffer(record["logits"], "<f4"), out.logits[0], atol=1e-4, rtol=0)
        assert [layer["layer"] for layer in record["layers"]] == list(range(models.SHAPE["layers"] + 1))
        for layer in record["layers"]:
            positions, values = payload(layer["payload"])
            want = out.hidden_states[layer["layer"]][0].numpy()[positions]
            np.testing.assert_allclose(values, want, atol=1e-4, rtol=0)


def test_the_manifest_is_read_too(sealed, kafka):
    manifests = {key.decode(): value for key, value in read(kafka, "hsk.manifests")}
    assert manifests["interop-1"]["state"] == "COMPLETE"
    assert manifests["interop-1"]["labels"] == models.LABELS
