package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code tokenizer.json} of Hugging Face that holds a WordPiece model. */
final class TokenizerJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final ObjectNode root;
    private final List<String> vocabulary;

    private TokenizerJson(ObjectNode root) {
        this.root = root;
        this.vocabulary = readVocabulary();
    }

    static TokenizerJson parse(String json) {
        try {
            if (!(JSON.readTree(json) instanceof ObjectNode root)) {
                throw new UserException("tokenizer.json is no JSON object");
            }
            String type = root.path("model").path("type").asText("WordPiece");
            if (!type.equals("WordPiece") || !root.path("model").path("vocab").isObject()) {
                throw new UserException(
                        "tokenizer.json holds no WordPiece vocabulary but \"" + type + "\"; BERT needs WordPiece");
            }
            // Truncation and padding are the caller's business, not the vocabulary's.
            root.putNull("truncation");
            root.putNull("padding");
            return new TokenizerJson(root);
        } catch (JsonProcessingException e) {
            throw new UserException("tokenizer.json is malformed: " + e.getOriginalMessage(), e);
        }
    }

    private List<String> readVocabulary() {
        Map<String, JsonNode> model = new LinkedHashMap<>();
        root.path("model").path("vocab").properties().forEach(e -> model.put(e.getKey(), e.getValue()));
        root.path("added_tokens")
                .forEach(token -> model.put(token.path("content").asText(), token.path("id")));
        @Nullable String[] tokens = new @Nullable String[model.size()];
        model.forEach((token, id) -> {
            int index = id.asInt(-1);
            if (index < 0 || index >= tokens.length || tokens[index] != null) {
                throw new UserException("tokenizer.json: the id " + id + " of \"" + token + "\" is not one of the "
                        + tokens.length + " ids, each used once");
            }
            tokens[index] = token;
        });
        return Arrays.stream(tokens).map(token -> token == null ? "" : token).toList();
    }

    /** The tokens, each at its id. */
    List<String> vocabulary() {
        return vocabulary;
    }

    /** The id of a token that every BERT has. */
    int id(String special) {
        int id = vocabulary.indexOf(special);
        if (id < 0) {
            throw new UserException("tokenizer.json has no token " + special);
        }
        return id;
    }

    boolean lowercase() {
        JsonNode normalizer = root.path("normalizer");
        return normalizer
                .path("lowercase")
                .asBoolean(normalizer.path("type").asText().equals("Lowercase"));
    }

    /** The same text for the same tokenizer, whatever order or spacing its fields had. */
    String canonical() {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(root, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parsed JSON can be written", e);
        }
    }
}
