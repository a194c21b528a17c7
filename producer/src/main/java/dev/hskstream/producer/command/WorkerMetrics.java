package dev.hskstream.producer.command;

import dev.hskstream.metrics.Metrics;
import dev.hskstream.producer.worker.ProducerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** A teacher worker's meters, each with the label {@code set}; docs/metrics.md lists them. */
final class WorkerMetrics implements ProducerListener {
    private static final String SET = "set";

    private final Metrics metrics;
    private final String set;
    private final Counter samples;
    private final Counter bytes;
    private final Timer transactions;

    WorkerMetrics(Metrics metrics, String set) {
        MeterRegistry registry = metrics.registry();
        this.metrics = metrics;
        this.set = set;
        this.samples = Counter.builder("hsk.producer.samples")
                .description("Samples whose knowledge this worker committed")
                .tag(SET, set)
                .register(registry);
        this.bytes = Counter.builder("hsk.producer.knowledge")
                .baseUnit("bytes")
                .description("Keys and values of the knowledge records that this worker committed")
                .tag(SET, set)
                .register(registry);
        this.transactions = Timer.builder("hsk.producer.transaction")
                .description("Committed transactions, from the first record to the broker's answer")
                .tag(SET, set)
                .register(registry);
    }

    @Override
    public void started(long done) {
        metrics.ready();
    }

    @Override
    public void committed(Commit commit) {
        samples.increment(commit.samples());
        bytes.increment((double) commit.bytes());
        transactions.record(Duration.ofNanos(Math.round(commit.seconds() * 1e9)));
    }

    @Override
    public void recovering(Setback setback) {
        String failure = setback.failure().name().toLowerCase(Locale.ROOT);
        Counter.builder("hsk.producer.recoveries")
                .description(
                        "Errors that this worker recovered from, by kind and by whether a transaction was lost with them")
                .tag(SET, set)
                .tag("failure", failure)
                .tag("aborted", Boolean.toString(setback.aborted()))
                .register(metrics.registry())
                .increment();
    }
}
