package dev.hskstream.monitor.statistics;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.scan.LatestRecords;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.layout.Topics;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * All of {@code hsk.statistics}, in every instance, read in the background. A Kafka Streams topology cannot have one
 * topic both as its sink and as a global table, so this is a consumer of its own.
 */
final class StatisticsTable implements Repeated.Task {
    private final LatestRecords<Statistic> records;
    private volatile SortedMap<String, Statistic> latest = Collections.emptySortedMap();
    private volatile @Nullable String trouble;

    StatisticsTable(KafkaConnection connection) {
        records = new LatestRecords<>(connection, Topics.STATISTICS);
    }

    /** The last statistic of each key. */
    SortedMap<String, Statistic> latest() {
        return latest;
    }

    /** Why it cannot be read now; empty if it can. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void run() {
        try {
            latest = Collections.unmodifiableSortedMap(new TreeMap<>(records.refresh()));
            trouble = null;
        } catch (UserException e) {
            trouble = e.getMessage();
        } catch (KafkaException e) {
            trouble = KafkaExplanation.of(e);
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
