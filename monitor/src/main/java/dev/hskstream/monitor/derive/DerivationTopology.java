package dev.hskstream.monitor.derive;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The topology that derives a set: one record in, one record out, in the same partition and order. It has no state: what
 * is done is known from the committed offsets of the source, which are committed with the records.
 */
final class DerivationTopology {
    private DerivationTopology() {}

    /**
     * Builds the topology.
     *
     * @param source manifest of the sealed source
     * @param set name of the derived set
     * @param reselection what is done to each record
     * @param reader creates a deserializer for each task
     * @param writer serializer of the derived records
     */
    static Topology of(
            StreamsBuilder builder,
            KnowledgeManifest source,
            String set,
            Reselection reselection,
            Supplier<Deserializer<KnowledgeRecord>> reader,
            Serializer<KnowledgeRecord> writer) {
        int partitions = source.getPartitions().size();
        SampleLayout layout = new SampleLayout(source.getSamples(), partitions);
        StreamPartitioner<Long, KnowledgeRecord> same =
                (topic, key, value, count) -> Optional.of(Set.of(layout.partition(key)));
        builder.stream(Topics.of(source.getSet()).knowledge(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new RecordDeriver(source.getPartitions(), reselection, reader.get()))
                .to(
                        Topics.of(set).knowledge(),
                        Produced.with(Serdes.Long(), Serdes.serdeFrom(writer, reader.get()), same));
        return builder.build();
    }
}
