package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.model.formats.TensorDigest;
import java.util.List;
import java.util.TreeMap;

/**
 * The normal form of a tokenizer: the same text for all files that describe the same behaviour, whatever they leave
 * out, add or write in an older form. {@code schemas/README.md} specifies it for implementations in other languages.
 * For the tokenizer that Hugging Face's converter makes of a {@code vocab.txt}, the form equals the converter's file,
 * so that existing sets stay valid.
 */
final class TokenizerIdentity {
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final TokenizerJson json;
    private final ObjectNode form = SORTED.createObjectNode();

    private TokenizerIdentity(TokenizerJson json) {
        this.json = json;
    }

    /** Returns the SHA-256, in hexadecimal, over the form's length in 8 bytes and the form. */
    static String fingerprint(TokenizerJson json) {
        return new TensorDigest().add(form(json)).hex();
    }

    static String form(TokenizerJson json) {
        return written(of(json));
    }

    /** The form without truncation and padding, which the caller does itself. */
    static String engineForm(TokenizerJson json) {
        return written(of(json).putNull("truncation").putNull("padding"));
    }

    private static ObjectNode of(TokenizerJson json) {
        TokenizerIdentity identity = new TokenizerIdentity(json);
        identity.fill();
        return identity.form;
    }

    private static String written(ObjectNode form) {
        try {
            return SORTED.writeValueAsString(SORTED.treeToValue(form, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parsed JSON can be written", e);
        }
    }

    private void fill() {
        form.put("version", "1.0");
        form.putNull("truncation");
        if (json.cutsLeft()) {
            form.putObject("truncation").put("direction", "Left");
        }
        form.putNull("padding");
        if (!json.padding().equals(json.defaultPadding())) {
            form.putObject("padding").put("pad_token", json.padding());
        }
        addedTokens(form.putArray("added_tokens"));
        form.set("normalizer", normalizer(alone(json.root().path("normalizer"), "normalizers")));
        form.set("pre_tokenizer", preTokenizer(alone(json.root().path("pre_tokenizer"), "pretokenizers")));
        Templates.write(form.putObject("post_processor"), json.template());
        decoder(form.putObject("decoder"));
        model(form.putObject("model"));
    }

    private void addedTokens(ArrayNode array) {
        TreeMap<Integer, JsonNode> byId = new TreeMap<>();
        json.root()
                .path("added_tokens")
                .forEach(token -> byId.put(token.path("id").asInt(), token));
        byId.forEach((id, node) -> {
            AddedToken token = AddedToken.of(node, false);
            ObjectNode entry = array.addObject().put("id", id);
            token.write(entry);
            // Being special does not affect tokenization, only {@code normalized} does.
            entry.put("special", !token.normalized());
        });
    }

    /** Unwraps a sequence of one step. */
    static JsonNode alone(JsonNode step, String steps) {
        boolean one = step.path("type").asText().equals("Sequence")
                && step.path(steps).size() == 1;
        return one ? alone(step.path(steps).path(0), steps) : step;
    }

    private JsonNode normalizer(JsonNode step) {
        if (!step.isObject()) {
            return form.nullNode();
        }
        if (!step.path("type").asText().equals("BertNormalizer")) {
            return step;
        }
        boolean lowercase = step.path("lowercase").asBoolean(true);
        ObjectNode full = SORTED.createObjectNode()
                .put("type", "BertNormalizer")
                .put("clean_text", step.path("clean_text").asBoolean(true))
                .put("handle_chinese_chars", step.path("handle_chinese_chars").asBoolean(true))
                .putNull("strip_accents")
                .put("lowercase", lowercase);
        // If unset, accents are stripped if and only if texts are lower-cased.
        if (step.path("strip_accents").asBoolean(lowercase) != lowercase) {
            full.put("strip_accents", !lowercase);
        }
        return full;
    }

    private JsonNode preTokenizer(JsonNode step) {
        if (!step.isObject()) {
            return form.nullNode();
        }
        if (!step.path("type").asText().equals("ByteLevel")) {
            return step;
        }
        return SORTED.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", step.path("add_prefix_space").asBoolean(true))
                .put("trim_offsets", true)
                .put("use_regex", step.path("use_regex").asBoolean(true));
    }

    /** Writes the usual decoder, because nothing is decoded here. */
    private void decoder(ObjectNode decoder) {
        if (json.bytePairs()) {
            decoder.put("type", "ByteLevel")
                    .put("add_prefix_space", true)
                    .put("trim_offsets", true)
                    .put("use_regex", true);
        } else {
            decoder.put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        }
    }

    private void model(ObjectNode model) {
        JsonNode given = json.root().path("model");
        model.put("type", TokenizerJson.type(json.root()));
        model.set("vocab", given.path("vocab"));
        if (json.bytePairs()) {
            bytePairs(model, given);
            return;
        }
        model.put("unk_token", json.unknown())
                .put(
                        "continuing_subword_prefix",
                        given.path("continuing_subword_prefix").asText("##"))
                .put(
                        "max_input_chars_per_word",
                        given.path("max_input_chars_per_word").asInt(100));
    }

    private void bytePairs(ObjectNode model, JsonNode given) {
        model.putNull("dropout");
        model.set("unk_token", json.unknown().isEmpty() ? model.nullNode() : model.textNode(json.unknown()));
        model.put("continuing_subword_prefix", text(given, "continuing_subword_prefix"));
        model.put("end_of_word_suffix", text(given, "end_of_word_suffix"));
        for (String flag : List.of("fuse_unk", "byte_fallback", "ignore_merges")) {
            model.put(flag, given.path(flag).asBoolean(false));
        }
        ArrayNode merges = model.putArray("merges");
        given.path("merges").forEach(merge -> merges.add(Merges.pair(merge)));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).textValue() : "";
    }
}
