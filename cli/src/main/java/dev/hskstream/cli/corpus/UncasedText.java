package dev.hskstream.cli.corpus;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Normalises text to what an uncased BERT can distinguish: lower case, no accents, punctuation as separate words,
 * single spaces (the basic tokenizer of Devlin et al., 2019). Sentences with the same normal form are the same input to
 * the model.
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
