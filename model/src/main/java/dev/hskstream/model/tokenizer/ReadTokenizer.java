package dev.hskstream.model.tokenizer;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A tokenizer, combined from all files of a model that describe it.
 *
 * @param json a {@code tokenizer.json} with the settings of all files
 * @param maxLength greatest number of tokens, special tokens included, if a file states it
 * @param notices what the user should know about it, one line each
 */
public record ReadTokenizer(String json, OptionalDouble maxLength, List<String> notices) {
    public ReadTokenizer {
        notices = List.copyOf(notices);
    }
}
