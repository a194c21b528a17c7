package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A token that is found in the text before the model of subwords sees it.
 *
 * @param singleWord only where it is no part of a longer word
 * @param lstrip takes the blanks before it too
 * @param rstrip takes the blanks after it too
 * @param normalized is looked for in the normalised text
 */
record AddedToken(
        String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {

    static AddedToken special(String content) {
        return new AddedToken(content, false, false, false, false, true);
    }

    static AddedToken plain(String content) {
        return new AddedToken(content, false, false, false, true, false);
    }

    /** From a text, or from an object with flags; those that are absent are as the tokenizers library has them. */
    static AddedToken of(JsonNode node, boolean special) {
        if (node.isTextual()) {
            return special ? special(node.textValue()) : plain(node.textValue());
        }
        boolean isSpecial = special || node.path("special").asBoolean(false);
        return new AddedToken(
                node.path("content").asText(),
                node.path("single_word").asBoolean(false),
                node.path("lstrip").asBoolean(false),
                node.path("rstrip").asBoolean(false),
                node.path("normalized").asBoolean(!isSpecial),
                isSpecial);
    }

    /** The flags in words, for messages. */
    String flags() {
        return "single_word " + singleWord + ", lstrip " + lstrip + ", rstrip " + rstrip + ", normalized " + normalized;
    }

    boolean behavesAs(AddedToken other) {
        return flags().equals(other.flags());
    }

    void write(ObjectNode node) {
        node.put("content", content)
                .put("single_word", singleWord)
                .put("lstrip", lstrip)
                .put("rstrip", rstrip)
                .put("normalized", normalized)
                .put("special", special);
    }
}
