package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The tokens beside the vocabulary, from the four files that may name them. Which one's flags count is Transformers'
 * order: the settings' {@code added_tokens_decoder}; without it {@code tokenizer.json}, then {@code added_tokens.json};
 * then the special tokens that are only named.
 */
final class AddedTokens {
    private final TokenizerFiles files;
    private final TokenizerSettings settings;
    private final ObjectNode root;
    private final Consumer<String> notice;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<String, AddedToken> tokens = new LinkedHashMap<>();

    AddedTokens(TokenizerFiles files, TokenizerSettings settings, ObjectNode root, Consumer<String> notice) {
        this.files = files;
        this.settings = settings;
        this.root = root;
        this.notice = notice;
    }

    /** Writes them into the {@code added_tokens} of the {@code tokenizer.json}, in the order of their ids. */
    void settle() {
        root.path("model").path("vocab").properties().forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
        decoder();
        for (JsonNode node : root.path("added_tokens")) {
            add(TokenizerFiles.TOKENIZER, AddedToken.of(node, false), OptionalInt.of(node.path("id").asInt(-1)));
        }
        if (!settings.gives(TokenizerSettings.DECODER)) {
            addedTokensFile();
        }
        named();
        write();
    }

    private void decoder() {
        Map<Integer, AddedToken> sorted = new TreeMap<>();
        settings.get(TokenizerSettings.DECODER).properties().forEach(entry -> {
            if (!entry.getKey().matches("\\d{1,9}") || !entry.getValue().path("content").isTextual()) {
                throw settings.refused(
                        TokenizerSettings.DECODER, "not understood at " + entry.getKey(), "it maps ids to tokens");
            }
            sorted.put(Integer.parseInt(entry.getKey()), AddedToken.of(entry.getValue(), false));
        });
        sorted.forEach((id, token) -> add(TokenizerFiles.SETTINGS, token, OptionalInt.of(id)));
    }

    private void addedTokensFile() {
        Map<Integer, String> sorted = new TreeMap<>();
        files.object(TokenizerFiles.ADDED).ifPresent(file -> file.properties().forEach(entry -> {
            if (!entry.getValue().isInt()) {
                throw new UserException(files.path(TokenizerFiles.ADDED) + ": \"" + entry.getKey() + "\" has the id "
                        + entry.getValue() + ", which is no number of a token");
            }
            sorted.put(entry.getValue().intValue(), entry.getKey());
        }));
        sorted.forEach((id, content) -> add(
                TokenizerFiles.ADDED,
                isSpecial(content) ? AddedToken.special(content) : AddedToken.plain(content),
                OptionalInt.of(id)));
    }

    private boolean isSpecial(String content) {
        return TokenizerSettings.NAMED.stream()
                        .anyMatch(key -> settings.special(key).map(AddedToken::content).filter(content::equals).isPresent())
                || settings.more().stream().anyMatch(token -> token.content().equals(content));
    }

    private void named() {
        TokenizerSettings.NAMED.forEach(key -> settings.special(key).ifPresent(this::addNamed));
        settings.more().forEach(this::addNamed);
        if (settings.building()) {
            SpecialNames usual =
                    TokenizerJson.type(root).equals("BPE") ? SpecialNames.ROBERTA : SpecialNames.BERT;
            usual("pad_token", usual.pad());
            usual("unk_token", usual.unk());
            usual("cls_token", usual.cls());
            usual("sep_token", usual.sep());
            usual("mask_token", usual.mask());
        }
    }

    /** A name that no file gives is the usual one; it is found in texts although no file lists it. */
    private void usual(String key, String token) {
        if (settings.special(key).isEmpty() && ids.containsKey(token)) {
            addNamed(AddedToken.special(token));
        }
    }

    private void addNamed(AddedToken token) {
        if (!tokens.containsKey(token.content())) {
            add(TokenizerFiles.SETTINGS, token, OptionalInt.empty());
        }
    }

    private void add(String file, AddedToken token, OptionalInt id) {
        AddedToken before = tokens.get(token.content());
        if (before != null && !before.behavesAs(token)) {
            notice.accept(files.path(file) + ": \"" + token.content() + "\" is " + token.flags() + ", elsewhere "
                    + before.flags() + "; the latter counts, as in Transformers");
        }
        int next = ids.getOrDefault(token.content(), ids.size());
        if (id.isPresent() && id.getAsInt() != next) {
            throw new UserException(files.path(file) + ": the added token \"" + token.content() + "\" has the id "
                    + id.getAsInt() + " where " + (ids.containsKey(token.content()) ? "it has the id " : "the next is ")
                    + next + "; Transformers would give it the latter");
        }
        ids.put(token.content(), next);
        tokens.putIfAbsent(token.content(), token);
    }

    private void write() {
        Map<Integer, AddedToken> sorted = new TreeMap<>();
        tokens.values().forEach(token -> sorted.put(ids.getOrDefault(token.content(), -1), token));
        ArrayNode array = root.putArray("added_tokens");
        sorted.forEach((id, token) -> token.write(array.addObject().put("id", id)));
    }
}
