package dev.hskstream.monitor.stream;

import dev.hskstream.schemas.avro.RefusedRecords;
import dev.hskstream.schemas.avro.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
 * second, however fast records come. What is outdated is removed from the store and, by a record without a value, from
 * the topic.
 *
 * <p>Publishing is not part of the transaction that changed the store. So a task publishes everything in its store when
 * it starts: what a killed instance had counted but not published is published by its successor.
 */
public final class Collector implements Processor<String, Statistic, String, Statistic> {
    /** How often changes are published. */
    public static final Duration INTERVAL = Duration.ofMillis(500);

    /** How often outdated statistics are looked for, first when a task starts. */
    public static final Duration LOOK = Duration.ofMinutes(10);

    private final String name;
    private final BinaryOperator<Statistic> merge;
    private final Outdating outdating;
    private final Set<String> changed = new LinkedHashSet<>();
    private @Nullable ProcessorContext<String, Statistic> context;
    private @Nullable KeyValueStore<String, Statistic> store;
    private @Nullable Outdated outdated;
    private Instant nextLook = Instant.MIN;

    /** Decides which statistics are of no use any more. */
    public interface Outdated {
        /** Whether to remove this one now. */
        boolean test(Statistic statistic, Instant now);
    }

    /** Makes each task's own {@link Outdated}, which may remember what it has seen. */
    public interface Outdating {
        /** Makes one that may read the context's global stores. */
        Outdated in(ProcessorContext<String, Statistic> context);
    }

    private Collector(String name, BinaryOperator<Statistic> merge, Outdating outdating) {
        this.name = name;
        this.merge = merge;
        this.outdating = outdating;
    }

    /**
     * A collector with a store of its own, in memory with a changelog.
     *
     * @param name of the store
     * @param merge adds the second statistic to the first, which it may change
     * @param outdating finds what is to be removed
     */
    public static ProcessorSupplier<String, Statistic, String, Statistic> of(
            String name, Serde<Statistic> values, BinaryOperator<Statistic> merge, Outdating outdating) {
        StoreBuilder<KeyValueStore<String, Statistic>> builder = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Statistic, String, Statistic> get() {
                return new Collector(name, merge, outdating);
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
        outdated = outdating.in(started);
        try (KeyValueIterator<String, Statistic> all = store.all()) {
            all.forEachRemaining(entry -> changed.add(entry.key));
        }
        started.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, millis -> punctuate(Instant.ofEpochMilli(millis)));
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

    private void punctuate(Instant now) {
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(LOOK);
            forget(now);
        }
        publish();
    }

    private void forget(Instant now) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, Statistic> all =
                Objects.requireNonNull(store).all()) {
            all.forEachRemaining(entry -> {
                if (Objects.requireNonNull(outdated).test(entry.value, now)) {
                    keys.add(entry.key);
                }
            });
        }
        for (String key : keys) {
            Objects.requireNonNull(store).delete(key);
            changed.remove(key);
            Objects.requireNonNull(context).forward(new Record<>(key, null, now.toEpochMilli()));
        }
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
