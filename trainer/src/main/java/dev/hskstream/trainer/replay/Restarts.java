package dev.hskstream.trainer.replay;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.PartitionRange;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Why a sample of a set that is being produced comes a second time: because the production started over, or because its
 * topic holds it twice, which is a fault. A production that starts over writes behind what is there, and the manifest says
 * from which offsets on; into a topic that was made anew it writes from the beginning.
 */
final class Restarts {
    private final Supplier<KnowledgeManifest> manifest;
    private final Consumer<String> notices;
    private final int[] partitions;
    private final long[] offsets;
    private List<PartitionRange> begins;

    /**
     * Nothing came yet.
     *
     * @param known the manifest by which reading began
     * @param manifest as it is now
     * @param notices is told of every restart, once
     */
    Restarts(KnowledgeManifest known, Supplier<KnowledgeManifest> manifest, Consumer<String> notices) {
        this.manifest = manifest;
        this.notices = notices;
        this.begins = known.getPartitions();
        this.partitions = new int[(int) known.getSamples()];
        this.offsets = new long[partitions.length];
    }

    /** Remembers where a sample of the set is; one that is not of the set is for others to refuse. */
    void came(ConsumerRecord<Long, KnowledgeRecord> record) {
        long sample = record.value().getSample();
        if (sample >= 0 && sample < offsets.length) {
            partitions[(int) sample] = record.partition();
            offsets[(int) sample] = record.offset();
        }
    }

    /** Whether a restart is why this sample, which {@link #came} before, is here again. Asks for the manifest if it must. */
    boolean explain(ConsumerRecord<Long, KnowledgeRecord> record) {
        return separates(record) || (refreshed() && separates(record));
    }

    private boolean separates(ConsumerRecord<Long, KnowledgeRecord> record) {
        int sample = (int) (long) record.value().getSample();
        if (record.partition() != partitions[sample]) {
            return false;
        }
        long begin = begins.stream()
                .filter(range -> range.getPartition() == record.partition())
                .mapToLong(PartitionRange::getStartOffset)
                .findFirst()
                .orElse(0);
        boolean topicMadeAnew = record.offset() <= offsets[sample];
        return begin <= record.offset() && (offsets[sample] < begin || topicMadeAnew);
    }

    private boolean refreshed() {
        KnowledgeManifest now = manifest.get();
        if (now.getPartitions().equals(begins)) {
            return false;
        }
        begins = now.getPartitions();
        notices.accept("set " + now.getSet() + " is produced again; samples that came before are compared and passed over");
        return true;
    }
}
