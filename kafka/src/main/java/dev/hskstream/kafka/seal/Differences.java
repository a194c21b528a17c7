package dev.hskstream.kafka.seal;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Compares what was read of a set with its manifest. */
final class Differences {
    private Differences() {}

    /**
     * Returns the differences, one phrase each.
     *
     * @param manifest the set's manifest
     * @param proof the proof that all records were added to
     * @param records number of records found in each partition
     * @param bytes size of all records' values
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
