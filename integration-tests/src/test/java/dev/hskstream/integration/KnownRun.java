package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.training.RunPoint;
import dev.hskstream.monitor.training.RunState;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A run whose statistics are known: event n reports step n and n samples per second, five seconds after the event before,
 * so that each window of its curve has one value. It is reported without a trainer.
 *
 * @param run its id, {@code SET/STUDENT}
 */
record KnownRun(LocalKafka kafka, String run) {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Reports the events from one index to before another, each when the one before has arrived. */
    void report(long from, long to) throws Exception {
        reportAt(null, from, to);
    }

    /** Reports events that Kafka takes for written at a time, if the topic lets the writer say. */
    void reportAt(@Nullable Instant time, long from, long to) throws Exception {
        Map<String, Object> properties = kafka.connection().producerProperties();
        properties.put("key.serializer", StringSerializer.class);
        try (KafkaProducer<String, TrainingEvent> producer = new KafkaProducer<>(properties)) {
            for (long step = from; step < to; step++) {
                Long millis = time == null ? null : time.toEpochMilli();
                producer.send(new ProducerRecord<>(Topics.TRAINING_EVENTS, null, millis, run, event(step)))
                        .get();
            }
        }
    }

    /** Writes values as they are, one after the other; needs no registry. */
    void write(List<byte[]> values) throws Exception {
        Map<String, Object> properties = kafka.connection().adminProperties();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(Topics.TRAINING_EVENTS, run, value))
                        .get();
            }
        }
    }

    TrainingEvent event(long step) {
        int slash = run.indexOf('/');
        return TrainingEvent.newBuilder()
                .setRun(run)
                .setSet(run.substring(0, slash))
                .setStudent(run.substring(slash + 1))
                .setState(step == 0 ? "STARTED" : "PROGRESS")
                .setTime(START.plusSeconds(5 * step))
                .setStep(step)
                .setSteps(1000)
                .setEpoch(0)
                .setSamples(8 * step)
                .setSamplesPerSecond((double) step)
                .build();
    }

    /** Demands what follows from so many events, each counted once. */
    static void assertIsExact(RunSummary found, long events) {
        List<RunPoint> curve = found.series().get("samplesPerSecond");
        assertThat(found.state()).isEqualTo(RunState.PROGRESS);
        assertThat(found.events()).isEqualTo(events);
        assertThat(curve)
                .extracting(RunPoint::step)
                .containsExactlyElementsOf(LongStream.range(1, events).boxed().toList());
        assertThat(curve).allSatisfy(point -> assertThat(point.values())
                .isEqualTo(new Spread(1, point.step(), point.step(), point.step())));
    }
}
