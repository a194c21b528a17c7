package dev.hskstream.model.tokenizer;

import dev.hskstream.base.UserException;
import java.util.Locale;

/** Text that is Unicode: halves of characters have no UTF-8, and the tokenizers library takes UTF-8. */
final class WholeText {
    private WholeText() {}

    /** The same text; {@link UserException} where it holds a surrogate without its other half. */
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
