package dev.hskstream.producer.teach;

import dev.hskstream.kafka.catalog.CompressedTokenizer;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.schemas.avro.Tokenizer;

/** A manifest's tokenizer beside one at hand. */
public final class StoredTokenizer {
    private StoredTokenizer() {}

    /**
     * The fingerprint to compare: the manifest's, or the one at hand where the manifest's JSON is of a tokenizer that
     * does the same. Versions before hashed the file's fields and not what they do, so that theirs may differ.
     */
    public static String fingerprint(Tokenizer stored, String atHand) {
        boolean same = stored.getJson().hasRemaining()
                && !stored.getFingerprint().equals(atHand)
                && SubwordTokenizer.fingerprint(CompressedTokenizer.unpack(stored.getJson()))
                        .equals(atHand);
        return same ? atHand : stored.getFingerprint();
    }
}
