package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Many sealed sets with empty topics, each read by a teacher and several students: as much as a monitor of a large broker
 * has to look at. Each set has two partitions of 256 samples; its students have done one of three epochs.
 *
 * @param students of each set
 */
record ManySets(KafkaConnection connection, int sets, int students) {
    private static final int TOPICS_AT_ONCE = 300;
    private static final int SAMPLES = 512;

    /** The name of a set. */
    static String set(int number) {
        return "set-" + number;
    }

    /** Creates topics, manifests, consumer groups and events. */
    void create() throws Exception {
        TopicCreation.manifests(connection);
        TopicCreation.training(connection);
        Map<String, Object> patient = connection.adminProperties();
        patient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 600_000);
        try (Admin admin = Admin.create(patient)) {
            createTopics(admin);
            send(
                    Topics.MANIFESTS,
                    IntStream.range(0, sets).mapToObj(this::manifest).toList());
            send(
                    Topics.TRAINING_EVENTS,
                    IntStream.range(0, sets)
                            .boxed()
                            .flatMap(set -> events(set).stream())
                            .toList());
            commit(admin);
        }
    }

    /** One request for all would take longer than a broker's patience with the controller. */
    private void createTopics(Admin admin) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            Topics names = Topics.of(set(set));
            topics.add(new NewTopic(names.samples(), Optional.of(2), Optional.empty()));
            topics.add(new NewTopic(names.dev(), Optional.of(1), Optional.empty()));
            topics.add(new NewTopic(names.knowledge(), Optional.of(2), Optional.empty()));
        }
        for (int start = 0; start < topics.size(); start += TOPICS_AT_ONCE) {
            admin.createTopics(topics.subList(start, Math.min(topics.size(), start + TOPICS_AT_ONCE)))
                    .all()
                    .get();
        }
    }

    private record Keyed(String key, SpecificRecord value) {}

    private void send(String topic, List<Keyed> records) throws Exception {
        Map<String, Object> properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(properties)) {
            records.forEach(
                    record -> sent.add(producer.send(new ProducerRecord<>(topic, record.key(), record.value()))));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private Keyed manifest(int set) {
        List<PartitionRange> ranges =
                List.of(new PartitionRange(0, 0L, 257L, 256L), new PartitionRange(1, 0L, 257L, 256L));
        KnowledgeManifest manifest = KnowledgeManifest.newBuilder()
                .setSet(set(set))
                .setState("COMPLETE")
                .setTask("cola")
                .setLabels(List.of("0", "1"))
                .setMetrics(List.of("matthews"))
                .setSamples(SAMPLES)
                .setDevSamples(Map.of("dev", 10L))
                .setDataFingerprint("none")
                .setPartitions(ranges)
                .setSamplePartitions(ranges)
                .setRecordBytes(SAMPLES * 1000L)
                .setCreated(Instant.now())
                .build();
        return new Keyed(set(set), manifest);
    }

    private List<Keyed> events(int set) {
        return IntStream.range(0, students)
                .mapToObj(student -> {
                    String run = set(set) + "/student-" + student;
                    TrainingEvent event = TrainingEvent.newBuilder()
                            .setRun(run)
                            .setSet(set(set))
                            .setStudent("student-" + student)
                            .setState("PROGRESS")
                            .setTime(Instant.now())
                            .setStep(16)
                            .setSteps(48)
                            .setEpoch(1)
                            .setSamples(SAMPLES)
                            .setSamplesPlanned(3L * SAMPLES)
                            .setSecondsLeft(100)
                            .setReplay("kafka")
                            .build();
                    return new Keyed(run, event);
                })
                .toList();
    }

    /** Set by set: thousands of requests at once time out on a busy machine. */
    private void commit(Admin admin) throws Exception {
        for (int set = 0; set < sets; set++) {
            Topics topics = Topics.of(set(set));
            List<KafkaFuture<Void>> commits = new ArrayList<>();
            commits.add(commit(admin, topics.teacherGroup(), topics.samples()));
            for (int student = 0; student < students; student++) {
                commits.add(commit(admin, topics.studentGroup("student-" + student), topics.knowledge()));
            }
            KafkaFuture.allOf(commits.toArray(new KafkaFuture<?>[0])).get();
        }
    }

    private static KafkaFuture<Void> commit(Admin admin, String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int partition = 0; partition < 2; partition++) {
            offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(0));
        }
        return admin.alterConsumerGroupOffsets(group, offsets).all();
    }
}
