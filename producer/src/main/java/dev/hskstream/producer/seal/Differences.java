package dev.hskstream.producer.seal;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** What a reading of a set found against what its manifest says: a function of both. */
final class Differences {
    private Differences() {}

    /**
     * What differs, one phrase each.
     *
     * @param records found in a partition
     * @param bytes of all records' values
     */
    static List<String> of(KnowledgeManifest manifest, SetProof proof, IntToLongFunction records, long bytes) {
        List<String> found = new ArrayList<>();
        proof.gaps().ifPresent(found::add);
        for (PartitionRange range : manifest.getPartitions()) {
            compare(
                    found,
                    "records in partition " + range.getPartition(),
                    range.getRecords(),
                    records.applyAsLong(range.getPartition()));
        }
        compare(found, "bytes of records", manifest.getRecordBytes(), bytes);
        SetProof.Proven proven = proof.proven();
        compare(found, "share of HSK", manifest.getHskShare(), proven.hskShare());
        compare(found, "digest", String.valueOf(manifest.getDigest()), proven.digest());
        return found;
    }

    private static void compare(List<String> found, String what, Object sealed, Object read) {
        if (!sealed.equals(read)) {
            found.add(what + ": " + read + ", sealed with " + sealed);
        }
    }
}
