package dev.hskstream.model.imports;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user says of a model whose files do not.
 *
 * @param heads attention heads
 * @param textCase whether texts are lower-cased
 */
public record ImportOptions(OptionalInt heads, Optional<TextCase> textCase) {
    /** The files say it all. */
    public static final ImportOptions NONE = new ImportOptions(OptionalInt.empty(), Optional.empty());

    /** How a tokenizer treats capital letters. */
    public enum TextCase {
        /** They stay. */
        CASED,
        /** They become small letters. */
        UNCASED
    }
}
