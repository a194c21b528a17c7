package dev.hskstream.model.imports;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Facts that the user states about a model whose files do not contain them.
 *
 * @param heads number of attention heads
 * @param textCase whether texts are lower-cased
 */
public record ImportOptions(OptionalInt heads, Optional<TextCase> textCase) {
    /** No facts: the files contain everything. */
    public static final ImportOptions NONE = new ImportOptions(OptionalInt.empty(), Optional.empty());

    /** How a tokenizer treats capital letters. */
    public enum TextCase {
        /** Keeps them. */
        CASED,
        /** Converts them to lower case. */
        UNCASED
    }
}
