package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Trainings on {@link ManySets}' first set that report every five seconds and run still.
 *
 * @param students their names begin with this
 * @param runs number of trainings
 * @param reports of each training
 */
record ManyRuns(KafkaConnection connection, String students, int runs, int reports) {
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    /** Writes the events. */
    void create() throws Exception {
        TopicCreation.training(connection);
        Map<String, Object> properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        Instant start = Instant.now().minus(BETWEEN.multipliedBy(reports));
        try (KafkaProducer<String, TrainingEvent> producer = new KafkaProducer<>(properties)) {
            Future<RecordMetadata> last = null;
            for (int report = 0; report < reports; report++) {
                for (int run = 0; run < runs; run++) {
                    TrainingEvent event = event(students + run, report, start);
                    last = producer.send(new ProducerRecord<>(Topics.TRAINING_EVENTS, event.getRun(), event));
                }
            }
            if (last != null) {
                last.get();
            }
        }
    }

    private TrainingEvent event(String student, int report, Instant start) {
        return TrainingEvent.newBuilder()
                .setRun(ManySets.set(0) + "/" + student)
                .setSet(ManySets.set(0))
                .setStudent(student)
                .setState(report == 0 ? "STARTED" : "PROGRESS")
                .setTime(start.plus(BETWEEN.multipliedBy(report)))
                .setStep(10L * report)
                .setSteps(10L * reports)
                .setEpoch(1)
                .setSamples(100L * report)
                .setSamplesPlanned(100L * reports)
                .setSamplesPerSecond(50 + report % 7)
                .setWaitShare(0.1)
                .setLearningRate(1e-4)
                .setLosses(Map.of("loss", 10.0 / (1 + report), "hidden", 5.0 / (1 + report)))
                .setSecondsLeft(100)
                .setReplay("kafka")
                .build();
    }
}
