package dev.hskstream.monitor.knowledge;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.monitor.stream.Refusals.RefusedException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.record.KnowledgeCodec;
import java.util.HexFormat;

/**
 * What a manifest says that a record's statistic needs. All of it is part of the lineage, so it is the same for all
 * manifests that the records belong to.
 *
 * @param samples number of samples in the set
 */
record SetFacts(String set, KnowledgeCodec codec, long samples) {
    /** @throws RefusedException if the set can have no records yet */
    static SetFacts of(KnowledgeManifest manifest) throws RefusedException {
        try {
            return new SetFacts(manifest.getSet(), SetCodec.of(manifest), manifest.getSamples());
        } catch (UserException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the manifest of set " + manifest.getSet() + ": " + e.getMessage());
        }
    }

    String lineage() {
        return hex(codec.lineage());
    }

    boolean made(KnowledgeRecord record) {
        return codec.lineage().equals(record.getLineage());
    }

    static String hex(Lineage lineage) {
        return HexFormat.of().formatHex(lineage.bytes());
    }

    boolean isInFirstTenth(long sample) {
        return sample < samples / 10;
    }

    boolean isInLastTenth(long sample) {
        return sample >= samples - samples / 10;
    }
}
