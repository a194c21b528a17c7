package dev.hskstream.kafka.seal;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a set's records once, adds them to a proof and counts them. Shared by sealing and verifying. */
final class SetScan {
    private final SetProof proof;
    private final Map<Integer, Long> records = new TreeMap<>();
    private long bytes;

    private SetScan(SetProof proof) {
        this.proof = proof;
    }

    /**
     * Reads the offset ranges.
     *
     * @param what name of the work in the progress display
     * @throws UserException naming topic, partition and offset of a record that cannot be read or does not match the
     *     manifest
     */
    static SetScan read(
            TopicScan<Long, KnowledgeRecord> scan,
            KnowledgeManifest manifest,
            Map<Integer, TopicScan.Range> ranges,
            String what,
            WorkListener listener) {
        SetScan read = new SetScan(new SetProof(manifest, SetShape.of(manifest), SetCodec.of(manifest)));
        try (WorkListener.Task progress =
                listener.begins(what + " " + manifest.getSet(), manifest.getSamples(), "records")) {
            scan.read(ranges, record -> {
                read.add(record);
                progress.advance(1);
            });
        }
        return read;
    }

    SetProof proof() {
        return proof;
    }

    /** Returns the number of records read from a partition. */
    long records(int partition) {
        return records.getOrDefault(partition, 0L);
    }

    /** Returns the size of all records' values. */
    long bytes() {
        return bytes;
    }

    private void add(ConsumerRecord<Long, KnowledgeRecord> record) {
        proof.add(record.value());
        records.merge(record.partition(), 1L, Long::sum);
        bytes += record.serializedValueSize();
    }
}
