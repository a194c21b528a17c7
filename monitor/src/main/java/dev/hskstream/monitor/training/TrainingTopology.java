package dev.hskstream.monitor.training;

import dev.hskstream.monitor.stream.Collector;
import dev.hskstream.monitor.stream.Refusals;
import dev.hskstream.monitor.stream.Refusals.RefusedException;
import dev.hskstream.monitor.stream.StatisticKey;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** The statistics of runs: from {@code hsk.training-events} to {@code hsk.statistics}. */
public final class TrainingTopology {
    /** A run's statistics are removed when it has not reported for this long, by the broker's clock. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final String STORE = "runs";

    private TrainingTopology() {}

    /** Adds the topology. */
    public static void add(StreamsBuilder builder, Deserializer<TrainingEvent> events, Serde<Statistic> statistics) {
        builder.stream(Topics.TRAINING_EVENTS, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new Reader(events))
                .process(Collector.of(STORE, statistics, RunProgress::add, context -> TrainingTopology::outdated))
                .to(Topics.STATISTICS, Produced.with(Serdes.String(), statistics));
    }

    private static boolean outdated(Statistic statistic, Instant now) {
        return statistic.getUpdated().isBefore(now.minus(KEPT));
    }

    /** Reads events. A run's events have its id as key, so they are in one partition, in order. */
    private static final class Reader extends ContextualProcessor<byte[], byte[], String, Statistic> {
        private final Deserializer<TrainingEvent> events;

        Reader(Deserializer<TrainingEvent> events) {
            this.events = events;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            try {
                TrainingEvent event = Refusals.read(events, Topics.TRAINING_EVENTS, record.value());
                Statistic statistic = EventStatistic.of(event, Instant.ofEpochMilli(record.timestamp()));
                context().forward(new Record<>(StatisticKey.run(event.getRun()), statistic, record.timestamp()));
            } catch (RefusedException e) {
                context()
                        .forward(Refusals.record(
                                record, context().recordMetadata().orElseThrow(), e));
            }
        }
    }
}
