package dev.hskstream.monitor.lag;

import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Map;

/** What a set's knowledge is made from: samples by a teacher, or another set's knowledge by {@code hsk derive}. */
final class SetInput {
    private SetInput() {}

    /** The consumer group of the processes that make the knowledge. */
    static String group(KnowledgeManifest manifest) {
        Topics topics = Topics.of(manifest.getSet());
        return manifest.getSource() == null ? topics.teacherGroup() : topics.deriveGroup();
    }

    /** The topic that they read. */
    static String topic(KnowledgeManifest manifest) {
        SourceSet source = manifest.getSource();
        return source == null
                ? Topics.of(manifest.getSet()).samples()
                : Topics.of(source.getSet()).knowledge();
    }

    /**
     * The offset ranges that they read; empty if the source of a derived set is not known any more.
     *
     * @param sets all manifests by set name
     * @param partitions number of partitions of the topic
     */
    static List<PartitionRange> ranges(
            KnowledgeManifest manifest, Map<String, KnowledgeManifest> sets, int partitions) {
        SourceSet derived = manifest.getSource();
        if (derived == null) {
            return RecordRanges.samples(manifest, partitions);
        }
        KnowledgeManifest source = sets.get(derived.getSet());
        return source == null ? List.of() : source.getPartitions();
    }
}
