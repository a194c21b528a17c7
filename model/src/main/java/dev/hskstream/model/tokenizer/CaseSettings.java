package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Applies the settings for case, accents and Chinese characters to the normalizer of a WordPiece tokenizer, if they
 * differ from {@code tokenizer.json}.
 */
final class CaseSettings {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> CASES = Map.of(
            "do_lower_case", "lowercase",
            "strip_accents", "strip_accents",
            "tokenize_chinese_chars", "handle_chinese_chars");

    private final TokenizerSettings settings;
    private final ObjectNode root;
    private final TokenizerNotices notices;

    CaseSettings(TokenizerSettings settings, ObjectNode root, TokenizerNotices notices) {
        this.settings = settings;
        this.root = root;
        this.notices = notices;
    }

    void settle() {
        List<String> given = given();
        if (TokenizerJson.isBytePairs(root) || !settings.building()) {
            return;
        }
        if (!given.isEmpty()) {
            requireNormalizer(given.get(0));
            given.forEach(this::apply);
        }
        unsaid();
    }

    /**
     * The settings that are given. Null counts only for accents, where it means that they are stripped if texts are
     * lower-cased.
     */
    private List<String> given() {
        return CASES.keySet().stream()
                .filter(key -> settings.gives(key)
                        && (key.equals("strip_accents") || !settings.get(key).isNull()))
                .sorted()
                .toList();
    }

    private void requireNormalizer(String setting) {
        if (root.path("normalizer").path("type").asText().equals("BertNormalizer")) {
            return;
        }
        notices.disagree(
                setting,
                settings.get(setting),
                "normalizer " + root.path("normalizer").path("type"));
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", true);
    }

    private void apply(String key) {
        ObjectNode normalizer = (ObjectNode) root.path("normalizer");
        String field = CASES.getOrDefault(key, key);
        JsonNode before = normalizer.path(field);
        JsonNode now = settings.flag(key)
                .<JsonNode>map(JSON.getNodeFactory()::booleanNode)
                .orElseGet(JSON::nullNode);
        boolean same = before.equals(now) || (before.isMissingNode() && now.asBoolean(true));
        if (!same) {
            notices.disagree(key, now, field + " " + before);
            normalizer.set(field, now);
        }
    }

    /**
     * Reports values of {@code tokenizer.json} that differ from the defaults with which Transformers would replace
     * them: lower-casing, Chinese characters separated, accents as for null.
     */
    private void unsaid() {
        JsonNode normalizer = root.path("normalizer");
        if (!notices.fromJson() || !normalizer.path("type").asText().equals("BertNormalizer")) {
            return;
        }
        if (!settings.gives("do_lower_case") && !normalizer.path("lowercase").asBoolean(true)) {
            notices.kept("lowercase false", "do_lower_case");
        }
        if (!settings.gives("tokenize_chinese_chars")
                && !normalizer.path("handle_chinese_chars").asBoolean(true)) {
            notices.kept("handle_chinese_chars false", "tokenize_chinese_chars");
        }
        if (!settings.gives("strip_accents") && normalizer.path("strip_accents").isBoolean()) {
            notices.kept("strip_accents " + normalizer.path("strip_accents"), "strip_accents");
        }
    }
}
