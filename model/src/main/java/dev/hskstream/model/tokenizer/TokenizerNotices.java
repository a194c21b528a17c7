package dev.hskstream.model.tokenizer;

import java.util.ArrayList;
import java.util.List;

/** Collects what the user should know about a tokenizer: where its files disagree, and which settings are ignored. */
final class TokenizerNotices {
    private final TokenizerFiles files;
    private final boolean fromJson;
    private final List<String> notices = new ArrayList<>();

    /**
     * Creates an empty collection.
     *
     * @param fromJson whether there is a {@code tokenizer.json} with which other files can disagree
     */
    TokenizerNotices(TokenizerFiles files, boolean fromJson) {
        this.files = files;
        this.fromJson = fromJson;
    }

    boolean fromJson() {
        return fromJson;
    }

    List<String> lines() {
        return notices;
    }

    void add(String notice) {
        notices.add(notice);
    }

    /** Reports a setting that overrides {@code tokenizer.json}. */
    void disagree(String setting, Object value, String inJson) {
        if (fromJson) {
            notices.add(files.path(TokenizerFiles.SETTINGS) + ": " + setting + " is " + value + ", but "
                    + TokenizerFiles.TOKENIZER + " says " + inJson
                    + "; the former counts, as in Transformers");
        }
    }

    /** Reports a value of {@code tokenizer.json} that is kept although Transformers would use its own default. */
    void kept(String says, String key) {
        notices.add(files.path(TokenizerFiles.TOKENIZER) + ": says " + says + ", and " + TokenizerFiles.SETTINGS
                + " does not say " + key + ", where Transformers would go by its default; what the file says counts");
    }

    /** Reports a part of {@code tokenizer.json} that is kept although the tokenizer's class would replace it. */
    void kept(String part) {
        notices.add(files.path(TokenizerFiles.TOKENIZER) + ": says " + part
                + ", where the class that Transformers 5 reads it"
                + " with puts its own; what the file says counts. With tokenizer_class PreTrainedTokenizerFast in "
                + TokenizerFiles.SETTINGS + " Transformers reads the same");
    }

    /** Reports settings that Transformers' fast tokenizers ignore as well, and those that have no effect here. */
    void unfollowed(TokenizerSettings settings) {
        if (!settings.get("never_split").isEmpty()) {
            notFollowed(
                    "never_split",
                    settings.get("never_split"),
                    "Transformers' fast tokenizers do not follow it either");
        }
        if (!settings.flag("do_basic_tokenize").orElse(true)) {
            notFollowed("do_basic_tokenize", "false", "Transformers' fast tokenizers do not follow it either");
        }
        if (settings.get("padding_side").asText().equals("left")) {
            notFollowed("padding_side", "\"left\"", "rows are filled up on the right, as if each text stood alone");
        }
    }

    private void notFollowed(String key, Object value, String why) {
        notices.add(files.path(TokenizerFiles.SETTINGS) + ": " + key + " " + value + " is not followed: " + why);
    }
}
