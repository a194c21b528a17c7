package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A token that is searched in the text as a whole, before the subword model splits it.
 *
 * @param singleWord matches only if it is not part of a longer word
 * @param lstrip includes the white space before it
 * @param rstrip includes the white space after it
 * @param normalized is searched in the normalised text instead of the original
 * @param special whether it is a special token
 */
record AddedToken(
        String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {

    static AddedToken special(String content) {
        return new AddedToken(content, false, false, false, false, true);
    }

    static AddedToken plain(String content) {
        return new AddedToken(content, false, false, false, true, false);
    }

    /**
     * Reads a token from a text or from an object with flags; missing flags have the tokenizers library's defaults.
     *
     * @param special whether the token is special in any case
     */
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

    /** The flags as text for messages. */
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
