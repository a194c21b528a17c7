package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import java.util.Set;

/**
 * The kinds of normalizers and pre-tokenizers of the tokenizers library (0.21). Of a kind that it lacks the library says
 * only that the file matches nothing it knows.
 */
final class Steps {
    private static final Set<String> NORMALIZERS = Set.of(
            "BertNormalizer",
            "ByteLevel",
            "Lowercase",
            "NFC",
            "NFD",
            "NFKC",
            "NFKD",
            "Nmt",
            "Precompiled",
            "Prepend",
            "Replace",
            "Strip",
            "StripAccents");

    private static final Set<String> PRE_TOKENIZERS = Set.of(
            "BertPreTokenizer",
            "ByteLevel",
            "CharDelimiterSplit",
            "Digits",
            "FixedLength",
            "Metaspace",
            "Punctuation",
            "Split",
            "UnicodeScripts",
            "Whitespace",
            "WhitespaceSplit");

    private Steps() {}

    /** Throws {@link UserException} with the name of the first step that is not known. */
    static void requireKnown(JsonNode root) {
        require(root.path("normalizer"), "normalizer", "normalizers", NORMALIZERS);
        require(root.path("pre_tokenizer"), "pre_tokenizer", "pretokenizers", PRE_TOKENIZERS);
    }

    private static void require(JsonNode step, String field, String steps, Set<String> known) {
        String type = step.path("type").asText();
        if (type.equals("Sequence") && step.path(steps).isArray()) {
            step.path(steps).forEach(one -> require(one, field, steps, known));
        } else if (!step.isMissingNode() && !step.isNull() && !known.contains(type)) {
            throw new UserException("tokenizer.json: its " + field + " \"" + type + "\" is not known; known are "
                    + known.stream().sorted().toList());
        }
    }
}
