package dev.hskstream.producer.teach;

import dev.hskstream.kafka.catalog.CompressedTokenizer;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.schemas.avro.Tokenizer;

/** Compares a manifest's tokenizer with another one. */
public final class StoredTokenizer {
    private StoredTokenizer() {}

    /**
     * Returns the fingerprint to compare: {@code atHand} if the manifest's JSON describes an equivalent tokenizer, and
     * otherwise the manifest's. Earlier versions computed the fingerprint from the file's fields, not from what they
     * do, so it may differ for an equivalent tokenizer.
     */
    public static String fingerprint(Tokenizer stored, String atHand) {
        boolean same = stored.getJson().hasRemaining()
                && !stored.getFingerprint().equals(atHand)
                && SubwordTokenizer.fingerprint(CompressedTokenizer.unpack(stored.getJson()))
                        .equals(atHand);
        return same ? atHand : stored.getFingerprint();
    }
}
