package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Reports the parts of a {@code tokenizer.json} that differ from what Transformers 5 creates. Its classes for BERT and
 * RoBERTa take only the vocabulary from the file and create the other parts themselves, while those of Transformers 4
 * kept the file's parts. Here the file's parts are used.
 */
final class KeptParts {
    private static final JsonNodeFactory JSON = new JsonMapper().getNodeFactory();

    private final TokenizerSettings settings;
    private final ObjectNode root;
    private final TokenizerNotices notices;

    KeptParts(TokenizerSettings settings, ObjectNode root, TokenizerNotices notices) {
        this.settings = settings;
        this.root = root;
        this.notices = notices;
    }

    void say() {
        if (!notices.fromJson() || !settings.building()) {
            return;
        }
        if (TokenizerJson.isBytePairs(root)) {
            bytePairs();
        } else {
            wordPiece();
        }
        template();
    }

    private void wordPiece() {
        step("normalizer", "normalizers", "BertNormalizer");
        step("pre_tokenizer", "pretokenizers", "BertPreTokenizer");
        field("normalizer", "clean_text", JSON.booleanNode(true));
        field("model", "continuing_subword_prefix", JSON.textNode("##"));
        field("model", "max_input_chars_per_word", JSON.numberNode(100));
    }

    private void bytePairs() {
        step("normalizer", "normalizers", "");
        step("pre_tokenizer", "pretokenizers", "ByteLevel");
        field("pre_tokenizer", "use_regex", JSON.booleanNode(true));
        List.of("fuse_unk", "byte_fallback", "ignore_merges")
                .forEach(flag -> field("model", flag, JSON.booleanNode(false)));
        List.of("continuing_subword_prefix", "end_of_word_suffix")
                .forEach(affix -> field("model", affix, JSON.textNode("")));
        if (!settings.gives("add_prefix_space")) {
            field("pre_tokenizer", "add_prefix_space", JSON.booleanNode(false));
        }
    }

    private void step(String name, String steps, String usual) {
        String type =
                TokenizerIdentity.alone(root.path(name), steps).path("type").asText();
        if (!type.equals(usual)) {
            notices.kept(name + " " + (type.isEmpty() ? "null" : type));
        }
    }

    private void field(String part, String field, JsonNode usual) {
        JsonNode value = root.path(part).path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.equals(usual)) {
            notices.kept(field + " " + value);
        }
    }

    private void template() {
        TokenizerJson json = TokenizerJson.of(root);
        Template there = json.template();
        Template usual = TokenizerJson.isBytePairs(root)
                ? Template.roberta(there.firstToken(), there.separatorToken(), json::id)
                : Template.bert(there.firstToken(), there.separatorToken(), json::id);
        if (!there.equals(usual)) {
            notices.kept(
                    "post_processor " + root.path("post_processor").path("type").asText()
                            + " with other special tokens or types around the texts");
        }
    }
}
