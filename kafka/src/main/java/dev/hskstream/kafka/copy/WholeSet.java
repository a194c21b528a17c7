package dev.hskstream.kafka.copy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.KnowledgeManifest;

/** Whether what was read is what was sealed. */
public final class WholeSet {
    private WholeSet() {}

    /**
     * Refuses anything else.
     *
     * @param records that were read, each of another sample
     * @param digest of the set that they make
     * @throws UserException naming what differs
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
