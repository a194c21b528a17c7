package dev.hskstream.cli.corpus;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What an uncased BERT can tell apart: lower case, no accents, punctuation as words of its own, single spaces (the basic
 * tokenizer of Devlin et al., 2019). Two sentences of one form are the same input to the model.
 */
final class UncasedText {
    private UncasedText() {}

    static String of(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .replaceAll("[\\p{P}\\p{S}]", " $0 ")
                .replaceAll("[\\p{Z}\\s]+", " ")
                .strip();
    }
}
