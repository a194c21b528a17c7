package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import java.util.Set;

/**
 * The normalizers and pre-tokenizers that the tokenizers library (0.21) supports. Its own error for others does not
 * name the unknown type.
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

    /**
     * Checks the types of all steps.
     *
     * @throws UserException naming the first step of an unknown type
     */
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
