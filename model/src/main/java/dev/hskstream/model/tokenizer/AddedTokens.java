package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Collects the tokens that are added to the vocabulary from the four files that may list them. If files disagree on a
 * token's flags, the precedence is that of Transformers: {@code added_tokens_decoder} of the settings; without it
 * {@code tokenizer.json}, then {@code added_tokens.json}; last, special tokens that are only named.
 */
final class AddedTokens {
    private final TokenizerFiles files;
    private final TokenizerSettings settings;
    private final ObjectNode root;
    private final Consumer<String> notice;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<String, AddedToken> tokens = new LinkedHashMap<>();
    private final List<Listed> listed = new ArrayList<>();

    /** A token with its id in one of the files. */
    private record Listed(String file, AddedToken token, int id) {}

    AddedTokens(TokenizerFiles files, TokenizerSettings settings, ObjectNode root, Consumer<String> notice) {
        this.files = files;
        this.settings = settings;
        this.root = root;
        this.notice = notice;
    }

    /** Writes the result to {@code added_tokens} of the {@code tokenizer.json}, sorted by id. */
    void settle() {
        root.path("model")
                .path("vocab")
                .properties()
                .forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
        decoder();
        for (JsonNode node : root.path("added_tokens")) {
            listed.add(new Listed(
                    TokenizerFiles.TOKENIZER,
                    AddedToken.of(node, false),
                    node.path("id").asInt(-1)));
        }
        if (!settings.gives(TokenizerSettings.DECODER)) {
            addedTokensFile();
        }
        listed.forEach(this::flags);
        listed.stream().sorted(Comparator.comparingInt(Listed::id)).forEach(this::number);
        named();
        write();
    }

    private void decoder() {
        settings.get(TokenizerSettings.DECODER).properties().forEach(entry -> {
            if (!entry.getKey().matches("\\d{1,9}")
                    || !entry.getValue().path("content").isTextual()) {
                throw settings.refused(
                        TokenizerSettings.DECODER, "not understood at " + entry.getKey(), "it maps ids to tokens");
            }
            listed.add(new Listed(
                    TokenizerFiles.SETTINGS, AddedToken.of(entry.getValue(), false), Integer.parseInt(entry.getKey())));
        });
    }

    private void addedTokensFile() {
        files.object(TokenizerFiles.ADDED).ifPresent(file -> file.properties().forEach(entry -> {
            String content = entry.getKey();
            if (!entry.getValue().isInt()) {
                throw new UserException(files.path(TokenizerFiles.ADDED) + ": \"" + content + "\" has the id "
                        + entry.getValue() + ", which is no number of a token");
            }
            AddedToken token = settings.isSpecial(content) ? AddedToken.special(content) : AddedToken.plain(content);
            listed.add(new Listed(TokenizerFiles.ADDED, token, entry.getValue().intValue()));
        }));
    }

    private void named() {
        TokenizerSettings.NAMED.forEach(key -> settings.special(key).ifPresent(this::addNamed));
        settings.more().forEach(this::addNamed);
        if (settings.building()) {
            SpecialNames usual = TokenizerJson.type(root).equals("BPE") ? SpecialNames.ROBERTA : SpecialNames.BERT;
            usual("pad_token", usual.pad());
            usual("unk_token", usual.unk());
            usual("cls_token", usual.cls());
            usual("sep_token", usual.sep());
            usual("mask_token", usual.mask());
        }
    }

    /**
     * Adds a special token with its usual name if no file gives it a name; a file that gives null as the name prevents
     * this.
     */
    private void usual(String key, String token) {
        if (!settings.gives(key) && ids.containsKey(token)) {
            addNamed(AddedToken.special(token));
        }
    }

    private void addNamed(AddedToken token) {
        if (tokens.putIfAbsent(token.content(), token) == null) {
            ids.putIfAbsent(token.content(), ids.size());
        }
    }

    /** Keeps the flags from the first file that lists a token, and reports other flags. */
    private void flags(Listed entry) {
        AddedToken before = tokens.putIfAbsent(entry.token().content(), entry.token());
        if (before != null && !before.behavesAs(entry.token())) {
            notice.accept(files.path(entry.file()) + ": \"" + before.content() + "\" is "
                    + entry.token().flags() + ", elsewhere " + before.flags()
                    + "; the latter counts, as in Transformers");
        }
    }

    private void number(Listed entry) {
        String content = entry.token().content();
        int id = ids.getOrDefault(content, ids.size());
        if (entry.id() != id) {
            throw new UserException(files.path(entry.file()) + ": the added token \"" + content + "\" has the id "
                    + entry.id() + " where " + (ids.containsKey(content) ? "it has the id " : "the next is ") + id
                    + "; Transformers would give it the latter");
        }
        ids.put(content, id);
    }

    private void write() {
        Map<Integer, AddedToken> sorted = new TreeMap<>();
        tokens.values().forEach(token -> sorted.put(ids.getOrDefault(token.content(), -1), token));
        ArrayNode array = root.putArray("added_tokens");
        sorted.forEach((id, token) -> token.write(array.addObject().put("id", id)));
    }
}
