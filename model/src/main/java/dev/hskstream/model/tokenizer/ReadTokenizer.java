package dev.hskstream.model.tokenizer;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A tokenizer as a model's files describe it together.
 *
 * @param json one {@code tokenizer.json} that holds the settings of all of them
 * @param maxLength most tokens it gives, special tokens included, where a file says it
 * @param notices what the user should know of it, a line each
 */
public record ReadTokenizer(String json, OptionalDouble maxLength, List<String> notices) {
    public ReadTokenizer {
        notices = List.copyOf(notices);
    }
}
