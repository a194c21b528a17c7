package dev.hskstream.monitor.stream;

import dev.hskstream.schemas.avro.RefusedRecords;
import dev.hskstream.schemas.avro.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Adds statistics of single records to what its store has under their key, and publishes what has changed a few times a
 * second, however fast records come.
 *
 * <p>Publishing is not part of the transaction that changed the store. So a task publishes everything in its store when
 * it starts: what a killed instance had counted but not published is published by its successor.
 */
public final class Collector implements Processor<String, Statistic, String, Statistic> {
    /** How often changes are published. */
    public static final Duration INTERVAL = Duration.ofMillis(500);

    private final String name;
    private final BinaryOperator<Statistic> merge;
    private final Set<String> changed = new LinkedHashSet<>();
    private @Nullable ProcessorContext<String, Statistic> context;
    private @Nullable KeyValueStore<String, Statistic> store;

    private Collector(String name, BinaryOperator<Statistic> merge) {
        this.name = name;
        this.merge = merge;
    }

    /**
     * A collector with a store of its own, in memory with a changelog.
     *
     * @param name of the store
     * @param merge adds the second statistic to the first, which it may change
     */
    public static ProcessorSupplier<String, Statistic, String, Statistic> of(
            String name, Serde<Statistic> values, BinaryOperator<Statistic> merge) {
        StoreBuilder<KeyValueStore<String, Statistic>> builder = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Statistic, String, Statistic> get() {
                return new Collector(name, merge);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(builder);
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Statistic> started) {
        context = started;
        store = started.getStateStore(name);
        try (KeyValueIterator<String, Statistic> all = store.all()) {
            all.forEachRemaining(entry -> changed.add(entry.key));
        }
        started.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> publish());
    }

    @Override
    public void process(Record<String, Statistic> record) {
        KeyValueStore<String, Statistic> opened = Objects.requireNonNull(store);
        Statistic before = opened.get(record.key());
        opened.put(record.key(), before == null ? record.value() : add(before, record.value()));
        changed.add(record.key());
    }

    private Statistic add(Statistic before, Statistic next) {
        RefusedRecords refused = before.getRefused();
        if (refused != null && next.getRefused() != null) {
            Refusals.merge(refused, next.getRefused());
            before.setUpdated(later(before.getUpdated(), next.getUpdated()));
            return before;
        }
        Instant updated = later(before.getUpdated(), next.getUpdated());
        Statistic merged = merge.apply(before, next);
        merged.setUpdated(updated);
        return merged;
    }

    private void publish() {
        for (String key : changed) {
            Statistic value = Objects.requireNonNull(store).get(key);
            Objects.requireNonNull(context)
                    .forward(new Record<>(key, value, value.getUpdated().toEpochMilli()));
        }
        changed.clear();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
