package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.stream.Collector;
import dev.hskstream.monitor.stream.Refusals;
import dev.hskstream.monitor.stream.Refusals.RefusedException;
import dev.hskstream.monitor.stream.StatisticKey;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.KnowledgeStatistic;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of knowledge: from all sets' knowledge topics to {@code hsk.statistics}.
 *
 * <p>Reading a record's values is most of the work. It needs no state, so any instance can do it for any partition. The
 * results are added up behind an internal topic whose number of partitions is fixed: a store right behind the sets'
 * topics would have to have as many partitions as the largest set, and a larger one that appears later would end the
 * application.
 */
public final class KnowledgeTopology {
    private static final Pattern TOPICS = Pattern.compile("hsk\\.(.+)\\.knowledge");
    private static final String MANIFESTS = "manifests";
    private static final int PARTITIONS = 4;

    private KnowledgeTopology() {}

    /**
     * Adds the topology.
     *
     * @param patience how long a record waits for its set's manifest
     */
    public static void add(
            StreamsBuilder builder,
            Deserializer<KnowledgeManifest> manifests,
            Deserializer<KnowledgeRecord> records,
            Serde<Statistic> statistics,
            Duration patience) {
        builder.globalTable(
                Topics.MANIFESTS,
                Consumed.with(Serdes.String(), Serdes.ByteArray()),
                Materialized.<String, byte[]>as(Stores.inMemoryKeyValueStore(MANIFESTS))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.ByteArray()));
        builder.stream(TOPICS, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new Reader(manifests, records, patience))
                .repartition(Repartitioned.with(Serdes.String(), statistics)
                        .withName("samples")
                        .withNumberOfPartitions(PARTITIONS))
                .process(Collector.of("knowledge", statistics, KnowledgeSums::add, KnowledgeTopology::gone))
                .to(Topics.STATISTICS, Produced.with(Serdes.String(), statistics));
    }

    private static Collector.Outdated gone(ProcessorContext<String, Statistic> context) {
        return new GoneSets(TOPICS, stored(context));
    }

    /** The newest manifest of each set. */
    private static Function<String, byte @Nullable []> stored(ProcessorContext<String, Statistic> context) {
        TimestampedKeyValueStore<String, byte[]> table = context.getStateStore(MANIFESTS);
        return set -> ValueAndTimestamp.getValueOrNull(table.get(set));
    }

    /** Computes each record's own statistic. */
    private static final class Reader extends ContextualProcessor<byte[], byte[], String, Statistic> {
        private final Deserializer<KnowledgeManifest> manifests;
        private final Deserializer<KnowledgeRecord> records;
        private final Duration patience;
        private @Nullable KnownSets sets;

        Reader(Deserializer<KnowledgeManifest> manifests, Deserializer<KnowledgeRecord> records, Duration patience) {
            this.manifests = manifests;
            this.records = records;
            this.patience = patience;
        }

        @Override
        public void init(ProcessorContext<String, Statistic> context) {
            super.init(context);
            sets = new KnownSets(stored(context), manifests, patience);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata at = context().recordMetadata().orElseThrow();
            try {
                KnowledgeStatistic one = statistic(record, at);
                Statistic statistic = Statistic.newBuilder()
                        .setUpdated(Instant.ofEpochMilli(record.timestamp()))
                        .setKnowledge(one)
                        .build();
                String key = StatisticKey.knowledge(one.getSet(), one.getPartition());
                context().forward(new Record<>(key, statistic, record.timestamp()));
            } catch (RefusedException e) {
                context().forward(Refusals.record(record, at, e));
            }
        }

        private KnowledgeStatistic statistic(Record<byte[], byte[]> record, RecordMetadata at) throws RefusedException {
            KnowledgeRecord read = Refusals.read(records, at.topic(), record.value());
            String set = TOPICS.matcher(at.topic()).replaceFirst("$1");
            SetFacts facts = Objects.requireNonNull(sets).of(set, read);
            return SampleStatistic.of(facts, read, at.partition(), record.value().length);
        }
    }
}
