package dev.hskstream.monitor.statistics;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.monitor.knowledge.KnowledgeTopology;
import dev.hskstream.monitor.knowledge.SetSummary;
import dev.hskstream.monitor.stream.RegistrySerdes;
import dev.hskstream.monitor.stream.StatisticKey;
import dev.hskstream.monitor.training.RunCondition.Hearing;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.monitor.training.TrainingTopology;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.kafka.streams.StreamsBuilder;

/**
 * Computes statistics together with all other instances at the same brokers, and offers all of them: each instance
 * computes its share and reads the whole result, so any one can answer, and a new one shows what was there. Nothing is
 * kept on disk.
 */
public final class StatisticsService implements AutoCloseable {
    /** Application id, and so consumer group, of the statistics of runs. No set's names begin like this. */
    public static final String TRAINING = "hsk-monitor-training";

    /** The same of the statistics of knowledge. */
    public static final String KNOWLEDGE = "hsk-monitor-knowledge";

    /** How long a record waits for its manifest, which was written before it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration REFRESH = Duration.ofMillis(500);
    private static final Duration HEARING = Duration.ofSeconds(2);

    private final StatisticsTable table;
    private final HearingWatch watch;
    private final List<LastingStreams> streams = new ArrayList<>();
    private final List<Repeated> background;

    private StatisticsService(KafkaConnection connection) {
        table = new StatisticsTable(connection);
        watch = new HearingWatch(connection, TRAINING, Clock.systemUTC());
        // Two applications, so that runs need not wait while millions of records are read.
        streams.add(LastingStreams.start(connection, KNOWLEDGE, builder -> addKnowledge(builder, connection)));
        streams.add(LastingStreams.start(connection, TRAINING, builder -> addTraining(builder, connection)));
        background =
                List.of(new Repeated("hsk-statistics", REFRESH, table), new Repeated("hsk-hearing", HEARING, watch));
    }

    private static void addTraining(StreamsBuilder builder, KafkaConnection connection) {
        TrainingTopology.add(builder, RegistrySerdes.deserializer(connection), RegistrySerdes.statistics(connection));
    }

    private static void addKnowledge(StreamsBuilder builder, KafkaConnection connection) {
        KnowledgeTopology.add(
                builder,
                RegistrySerdes.deserializer(connection),
                RegistrySerdes.deserializer(connection),
                RegistrySerdes.statistics(connection),
                PATIENCE);
    }

    /**
     * Creates the topics that are missing and starts, without waiting for results.
     *
     * @throws dev.hskstream.base.UserException if Kafka does not answer, or a topic is missing and may not be created
     */
    public static StatisticsService start(KafkaConnection connection) {
        TopicCreation.manifests(connection);
        TopicCreation.trainingEvents(connection);
        TopicCreation.statistics(connection);
        return new StatisticsService(connection);
    }

    /** All runs, in the order of their ids. */
    public List<RunSummary> runs() {
        return table.latest().values().stream()
                .flatMap(statistic -> RunSummary.of(statistic).stream())
                .toList();
    }

    /** The run with this id, {@code SET/STUDENT}. */
    public Optional<RunSummary> run(String id) {
        return Optional.ofNullable(table.latest().get(StatisticKey.run(id))).flatMap(RunSummary::of);
    }

    /** The names of all sets with statistics of their knowledge. */
    public SortedSet<String> sets() {
        return SetSummary.names(table.latest());
    }

    /** What is known of a set's knowledge. */
    public Optional<SetSummary> set(String name) {
        return SetSummary.of(name, table.latest());
    }

    /** How far what trainings report has been heard; {@link RunSummary#condition} needs it. */
    public Hearing hearing() {
        return watch.hearing();
    }

    /** What is wrong with the statistics, one sentence each; empty if nothing is. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        table.trouble().ifPresent(troubles::add);
        streams.forEach(run -> run.trouble().ifPresent(troubles::add));
        return troubles;
    }

    @Override
    public void close() {
        streams.forEach(LastingStreams::close);
        background.forEach(Repeated::close);
    }
}
