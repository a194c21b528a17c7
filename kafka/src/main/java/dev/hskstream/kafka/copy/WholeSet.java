package dev.hskstream.kafka.copy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.KnowledgeManifest;

/** Checks that records are the ones that were sealed. */
public final class WholeSet {
    private WholeSet() {}

    /**
     * Throws if number or digest of the records differ from the manifest's.
     *
     * @param records number of records read, each of a different sample
     * @param digest digest of the set of these records
     * @throws UserException that names the difference
     */
    public static void require(KnowledgeManifest sealed, long records, String digest) {
        if (records != sealed.getSamples()) {
            throw new UserException("set " + sealed.getSet() + ": the topic gave " + records + " of "
                    + sealed.getSamples() + " samples; was it truncated? Produce the set anew");
        }
        if (!digest.equals(sealed.getDigest())) {
            throw new UserException("set " + sealed.getSet() + ": its records have the digest " + digest
                    + ", it was sealed with " + sealed.getDigest()
                    + "; the topic was changed since, produce the set anew");
        }
    }
}
