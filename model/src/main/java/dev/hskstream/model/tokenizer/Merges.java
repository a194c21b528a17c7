package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.List;

/** The merges of a BPE model. Files before 2024 have the form {@code "a b"}, later ones {@code ["a", "b"]}. */
final class Merges {
    private static final JsonMapper JSON = new JsonMapper();

    private Merges() {}

    static ArrayNode pair(JsonNode merge) {
        if (merge instanceof ArrayNode pair && pair.size() == 2) {
            return pair;
        }
        String text = merge.asText();
        int blank = text.indexOf(' ');
        if (blank <= 0 || blank != text.lastIndexOf(' ') || blank == text.length() - 1) {
            throw new UserException("tokenizer.json: the merge " + merge + " is not two tokens with a blank between");
        }
        return JSON.createArrayNode().add(text.substring(0, blank)).add(text.substring(blank + 1));
    }

    /**
     * Parses the lines of a {@code merges.txt}. Lines with the version are skipped wherever they are.
     *
     * @param place the file, for error messages
     * @param ids the vocabulary, which must contain each merge's two tokens and its result
     * @throws UserException naming the line that is not a merge or needs a missing token
     */
    static ArrayNode ofLines(String place, List<String> lines, ObjectNode ids) {
        ArrayNode merges = JSON.createArrayNode();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#version")) {
                continue;
            }
            String[] parts = line.split(" ", -1);
            if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new UserException(place + ":" + (i + 1) + ": no merge, which is two tokens with a blank between");
            }
            requireTokens(place + ":" + (i + 1) + ": the merge \"" + line + "\"", parts, ids);
            merges.addArray().add(parts[0]).add(parts[1]);
        }
        return merges;
    }

    private static void requireTokens(String merge, String[] parts, ObjectNode ids) {
        for (String token : List.of(parts[0], parts[1], parts[0] + parts[1])) {
            if (!ids.has(token)) {
                throw new UserException(merge + " needs the token \"" + token + "\", which " + TokenizerFiles.BYTE_PAIRS
                        + " beside it does not have; take both files from the same model");
            }
        }
    }
}
