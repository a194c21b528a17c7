package dev.hskstream.trainer.event;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.trainer.certificate.EpochProof;
import dev.hskstream.trainer.run.TrainingListener;
import dev.hskstream.trainer.run.TrainingResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one run's progress to {@code hsk.training-events}: at its start, at every evaluation, every few seconds in
 * between, and at its end. A training that has its data goes on while the broker is unreachable: events are buffered
 * until it answers again. Events that are lost nevertheless are counted and reported at the end.
 */
public final class TrainingEvents implements TrainingListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingEvents.class);
    private static final long INTERVAL_MILLIS = 5_000;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int OUTAGE_MILLIS = 3_600_000;

    private final KafkaProducer<String, TrainingEvent> producer;
    private final Run run;
    private final Plan plan;
    private final Clock clock;
    private final AtomicLong lost = new AtomicLong();
    private long sent;
    private StepReport last;

    /** Identifies a run: its id, its set and its student. */
    public record Run(String id, String set, String student) {}

    /**
     * What a run will do.
     *
     * @param samples number of samples to train on, over all epochs; 0 if an event does not say
     * @param replay where it reads the set: {@code copy}, {@code kafka} or {@code follow}; empty if an event does not say
     */
    public record Plan(long samples, String replay) {}

    /**
     * Opens the topic, creating it if it is missing, and sends STARTED.
     *
     * @param steps number of steps of the whole training
     */
    public TrainingEvents(KafkaConnection connection, Run run, long steps, Plan plan, Clock clock) {
        this.run = run;
        this.plan = plan;
        this.clock = clock;
        this.last = new StepReport(0, steps, 0, 0, 0, Map.of(), 0, 0, 0, 0);
        TopicCreation.training(connection);
        Map<String, Object> properties = new HashMap<>(connection.producerProperties());
        properties.put("key.serializer", StringSerializer.class);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, OUTAGE_MILLIS);
        this.producer = new KafkaProducer<>(properties);
        send(RunEvent.State.STARTED, Map.of(), null, List.of());
    }

    @Override
    public void step(StepReport report) {
        last = report;
        if (clock.millis() - sent >= INTERVAL_MILLIS) {
            send(RunEvent.State.PROGRESS, Map.of(), null, List.of());
        }
    }

    @Override
    public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {
        send(RunEvent.State.EVALUATED, metrics, null, List.of());
    }

    /** Sends FINISHED with the proofs of all epochs. */
    public void finished(TrainingResult result) {
        send(RunEvent.State.FINISHED, result.metrics(), null, result.epochs());
    }

    /** Sends FAILED. */
    public void failed(Throwable reason) {
        send(RunEvent.State.FAILED, Map.of(), String.valueOf(reason.getMessage()), List.of());
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(PATIENCE_MILLIS));
        if (lost.get() > 0) {
            LOG.warn(
                    "{} of run {}'s events did not reach {}: the broker was away",
                    lost,
                    run.id(),
                    Topics.TRAINING_EVENTS);
        }
    }

    private void send(
            RunEvent.State state, Map<String, Double> metrics, @Nullable String message, List<EpochProof> epochs) {
        sent = clock.millis();
        TrainingEvent event =
                new RunEvent(run, state, Instant.ofEpochMilli(sent), last, plan, metrics, message, epochs).toAvro();
        try {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(Topics.TRAINING_EVENTS, run.id(), event), (metadata, e) -> {
                        if (e != null) {
                            lost.incrementAndGet();
                        }
                    });
        } catch (KafkaException e) {
            lost.incrementAndGet();
        }
    }
}
