"""Small models with random weights, created and saved by transformers, one for each model family that hsk supports."""

import json
import os

import torch
import transformers
from tokenizers import ByteLevelBPETokenizer

LABELS = ["ant", "bee", "cat"]
WORDS = (
    "the cat dog red sun moon runs sits on under tree house river blue old new bird sings fast slow "
    "rain snow wind fire stone road city walks sees Paris naïve café straße"
).split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éïß中文日"
SHAPE = dict(hidden=48, layers=3, heads=4, inner=64, positions=96)

FAMILIES = ["bert-uncased", "bert-cased", "roberta", "distilbert-uncased", "distilbert-cased"]

#: Sentences without tabs or line ends, which a table cannot hold.
TEXTS = [
    "the cat sits under the old tree .",
    "The CAT Runs, fast!",
    "naïve café in Paris: straße",
    "red  sun   and moon",
    "rain-snow wind/fire (stone) [road]",
    "東京 and 中文 words",
    "a bird 🐦 sings “slow” songs — don't it?",
    "unseenwordofmanyletters 12345 67,890.5",
    " leading and trailing ",
    "<s> [SEP] </s> [MASK] tokens in the text",
    "house",
    " ".join(WORDS * 5),
]


def build(family, directory, labels=LABELS, **config):
    """Saves a classifier and its tokenizer; returns (model, tokenizer) as transformers reads them back."""
    os.makedirs(directory, exist_ok=True)
    torch.manual_seed(7)
    _tokenizer_files(family, directory)
    tokenizer = transformers.AutoTokenizer.from_pretrained(directory)
    tokenizer.save_pretrained(directory)
    model = _model(family, len(tokenizer), labels, config)
    with torch.no_grad():  # weights far from 0, so that a wrong one shows
        for name, weight in model.named_parameters():
            if "LayerNorm" not in name and "layer_norm" not in name:
                weight.copy_(torch.randn_like(weight) * (0.3 if weight.dim() > 1 else 0.1))
    model.eval().save_pretrained(directory)
    return open_model(directory)


def open_model(directory):
    model = transformers.AutoModelForSequenceClassification.from_pretrained(directory)
    return model.eval(), transformers.AutoTokenizer.from_pretrained(directory)


def encode(tokenizer, text, pair=None, max_length=64):
    return tokenizer(text, pair, truncation=True, max_length=max_length, return_tensors="pt")


@torch.no_grad()
def logits(model, tokenizer, texts, pairs=None, max_length=64):
    """Returns one row of logits per text. Each text is computed alone, without padding."""
    pairs = pairs or [None] * len(texts)
    return [model(**encode(tokenizer, t, p, max_length)).logits[0].tolist() for t, p in zip(texts, pairs)]


def _model(family, vocabulary, labels, more):
    s = SHAPE
    names = dict(id2label=dict(enumerate(labels)), label2id={label: i for i, label in enumerate(labels)}, **more)
    if family.startswith("distilbert"):
        config = transformers.DistilBertConfig(
            vocab_size=vocabulary, dim=s["hidden"], n_layers=s["layers"], n_heads=s["heads"], hidden_dim=s["inner"],
            max_position_embeddings=s["positions"], **names)
        return transformers.DistilBertForSequenceClassification(config)
    shape = dict(
        vocab_size=vocabulary, hidden_size=s["hidden"], num_hidden_layers=s["layers"], num_attention_heads=s["heads"],
        intermediate_size=s["inner"], **names)
    if family == "roberta":
        config = transformers.RobertaConfig(
            max_position_embeddings=s["positions"] + 2, type_vocab_size=1, pad_token_id=1, bos_token_id=0,
            eos_token_id=2, layer_norm_eps=1e-5, **shape)
        return transformers.RobertaForSequenceClassification(config)
    return transformers.BertForSequenceClassification(
        transformers.BertConfig(max_position_embeddings=s["positions"], **shape))


def _tokenizer_files(family, directory):
    if family == "roberta":
        bpe = ByteLevelBPETokenizer()
        bpe.train_from_iterator(
            [t for t in TEXTS for _ in range(3)] + WORDS * 3, vocab_size=400, min_frequency=2,
            special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"], show_progress=False)
        bpe.save_model(directory)
        _json(directory, "tokenizer_config.json", dict(tokenizer_class="RobertaTokenizer", model_max_length=96))
        _json(directory, "config.json", dict(model_type="roberta"))
        return
    cased = family.endswith("-cased")
    words = WORDS if cased else sorted({w.lower() for w in WORDS})
    vocabulary = list(dict.fromkeys(
        SPECIAL + words + list(LETTERS) + ["##" + c for c in LETTERS] + list(".,:;!?'\"()[]-/—“”")))
    with open(os.path.join(directory, "vocab.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(vocabulary) + "\n")
    kind = "DistilBertTokenizer" if family.startswith("distilbert") else "BertTokenizer"
    _json(directory, "tokenizer_config.json", dict(
        tokenizer_class=kind, do_lower_case=not cased, model_max_length=SHAPE["positions"]))
    _json(directory, "config.json", dict(model_type=family.split("-")[0]))


def _json(directory, name, value):
    with open(os.path.join(directory, name), "w", encoding="utf-8") as f:
        json.dump(value, f)
