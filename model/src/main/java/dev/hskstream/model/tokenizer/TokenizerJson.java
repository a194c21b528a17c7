package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Hugging Face {@code tokenizer.json} with a WordPiece or BPE model. */
final class TokenizerJson {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode root;
    private final List<String> vocabulary;
    private final Map<String, Integer> ids = new HashMap<>();

    private TokenizerJson(ObjectNode root) {
        this.root = root;
        this.vocabulary = readVocabulary();
        for (int id = 0; id < vocabulary.size(); id++) {
            ids.put(vocabulary.get(id), id);
        }
    }

    static TokenizerJson parse(String json) {
        return of(read(json));
    }

    static ObjectNode read(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode root) {
                return root;
            }
            throw new UserException("tokenizer.json is no JSON object");
        } catch (JsonProcessingException e) {
            throw new UserException("tokenizer.json is malformed: " + e.getOriginalMessage(), e);
        }
    }

    static TokenizerJson of(ObjectNode root) {
        String type = type(root);
        if ((!type.equals("WordPiece") && !type.equals("BPE"))
                || !root.path("model").path("vocab").isObject()) {
            throw new UserException("tokenizer.json holds no WordPiece or BPE vocabulary but \"" + type
                    + "\"; BERT and DistilBERT need WordPiece, RoBERTa needs BPE");
        }
        return new TokenizerJson(root);
    }

    /** The kind of subword model; early files do not state it. */
    static String type(JsonNode root) {
        JsonNode model = root.path("model");
        return model.path("type").asText(model.has("merges") ? "BPE" : "WordPiece");
    }

    static boolean isBytePairs(JsonNode root) {
        return type(root).equals("BPE");
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
                        + tokens.length + " ids from 0, each used once");
            }
            tokens[index] = token;
        });
        return Arrays.stream(tokens).map(token -> token == null ? "" : token).toList();
    }

    ObjectNode root() {
        return root;
    }

    boolean bytePairs() {
        return isBytePairs(root);
    }

    /** The tokens in the order of their ids. */
    List<String> vocabulary() {
        return vocabulary;
    }

    boolean has(String token) {
        return ids.containsKey(token);
    }

    /** Returns the id of a token that must exist. */
    int id(String special) {
        Integer id = ids.get(special);
        if (id == null) {
            throw new UserException("tokenizer.json has no token " + special);
        }
        return id;
    }

    /**
     * The token that replaces words which cannot be built from the vocabulary; empty in byte-level BPE, which can build
     * every word.
     */
    String unknown() {
        return root.path("model").path("unk_token").asText(bytePairs() ? "" : "[UNK]");
    }

    /**
     * Refuses an unknown token that is not in the vocabulary. In WordPiece, being an added token is not enough, because
     * the token is looked up only in the vocabulary. A byte-level BPE needs none, but one that it names must exist.
     */
    void requireUnknown() {
        String unknown = unknown();
        boolean known = bytePairs()
                ? unknown.isEmpty() || has(unknown)
                : root.path("model").path("vocab").has(unknown);
        if (!known) {
            throw new UserException("tokenizer.json: its vocabulary has no token " + unknown
                    + " for unknown words; name one" + " that it has as unk_token in " + TokenizerFiles.SETTINGS);
        }
    }

    /** The token that fills short rows. */
    String padding() {
        return root.path("padding").path("pad_token").asText(defaultPadding());
    }

    String defaultPadding() {
        return bytePairs() ? "<pad>" : "[PAD]";
    }

    /** Whether long texts are truncated on the left. */
    boolean cutsLeft() {
        return root.path("truncation").path("direction").asText().equals("Left");
    }

    Template template() {
        JsonNode processor = root.path("post_processor");
        if (processor.isObject()) {
            Template template = Template.of(processor);
            template.requireIdsBelow(vocabulary.size());
            return template;
        }
        return bytePairs() ? Template.roberta("<s>", "</s>", this::id) : Template.bert("[CLS]", "[SEP]", this::id);
    }

    boolean lowercase() {
        JsonNode normalizer = root.path("normalizer");
        return normalizer
                .path("lowercase")
                .asBoolean(normalizer.path("type").asText().equals("Lowercase"));
    }
}
