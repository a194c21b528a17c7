package dev.hskstream.model.tokenizer;

import dev.hskstream.base.UserException;
import java.util.Locale;

/**
 * Checks that a text is valid Unicode: unpaired surrogates cannot be encoded as UTF-8, which the tokenizers library
 * needs.
 */
final class WholeText {
    private WholeText() {}

    /**
     * Returns the text.
     *
     * @throws UserException if it contains an unpaired surrogate
     */
    static String of(String text) {
        int i = 0;
        while (i < text.length()) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                i++;
                continue;
            }
            if (!Character.isHighSurrogate(unit)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                throw new UserException(String.format(
                        Locale.ROOT,
                        "a text has half a character (U+%04X) at position %d, which is no Unicode text; mend the data",
                        (int) unit,
                        i));
            }
            i += 2;
        }
        return text;
    }
}
