package dev.hskstream.producer.teach;

import dev.hskstream.base.UsageException;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.LengthSelection;

/**
 * What is taken out of a teacher's forward pass.
 *
 * @param compression what is kept of the hidden states
 * @param scores whether each token's importance is stored beside them, so that any selection of tokens can be derived
 */
public record Extract(Compression compression, boolean scores) {
    /** @throws UsageException if the scores of tokens would be stored that are not all there */
    public Extract {
        if (scores && !(compression.length() instanceof LengthSelection.All)) {
            throw new UsageException("--scores needs --length all, not " + compression.length()
                    + ": tokens can only be selected later if all of them are stored");
        }
    }

    /** Takes hidden states alone. */
    public static Extract of(Compression compression) {
        return new Extract(compression, false);
    }
}
