package dev.hskstream.producer.load;

import dev.hskstream.base.work.WorkListener;
import dev.hskstream.schemas.record.SampleFields;
import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.registry.RegistryClient;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set's samples, its dev splits and the set's first manifest in one transaction: either the set is there,
 * whole, or it is not.
 */
public final class SetLoader {
    private static final int TRANSACTION_TIMEOUT_MILLIS = 900_000;

    private final KafkaConnection connection;
    private final Topics topics;
    private final Clock clock;

    /** A loader of the set with the given topics. */
    public SetLoader(KafkaConnection connection, Topics topics, Clock clock) {
        this.connection = connection;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * What a load came to.
     *
     * @param reused the set held this data already, nothing was written
     */
    public record Loaded(KnowledgeManifest manifest, boolean reused) {}

    /**
     * Loads the data, or finds that the set holds it already.
     *
     * @param partitions of the samples and knowledge topics
     * @throws UserException if the set holds other data
     */
    public Loaded load(TaskData data, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("--partitions must be at least 1, got " + partitions);
        }
        Optional<KnowledgeManifest> before = existing(data);
        if (before.isPresent()) {
            return new Loaded(before.get(), true);
        }
        registerSchemas();
        TopicCreation.manifests(connection);
        TopicCreation.set(connection, topics, partitions);
        requirePartitions(topics.samples(), partitions);
        requirePartitions(topics.knowledge(), partitions);
        KnowledgeManifest manifest = manifest(data);
        try (KafkaProducer<byte[], SpecificRecord> producer = new KafkaProducer<>(properties())) {
            producer.initTransactions();
            // Another load of the same set may have ended before this one fenced it.
            before = existing(data);
            if (before.isPresent()) {
                return new Loaded(before.get(), true);
            }
            write(producer, data, partitions, manifest);
        } catch (KafkaException e) {
            throw AuthorizationErrors.writing(e, transactionalId());
        }
        return new Loaded(manifest, false);
    }

    /** First of all, so that a registry that refuses one leaves nothing behind. */
    private void registerSchemas() {
        RegistryClient registry = connection.registry();
        registry.registerGuarded(Topics.MANIFESTS + "-value", KnowledgeManifest.getClassSchema());
        registry.registerGuarded(topics.samples() + "-value", Sample.getClassSchema());
        registry.registerGuarded(topics.dev() + "-value", Sample.getClassSchema());
        registry.registerGuarded(topics.knowledge() + "-value", KnowledgeRecord.getClassSchema());
    }

    private void requirePartitions(String topic, int partitions) {
        int there = TopicOffsets.of(connection, topic, "Write").size();
        if (there != partitions) {
            throw new UserException("topic " + topic + " is there already with " + there + " partitions, not "
                    + partitions + "; pass --partitions " + there + ", or load under another --set name");
        }
    }

    private Optional<KnowledgeManifest> existing(TaskData data) {
        Optional<KnowledgeManifest> manifest = new ManifestStore(connection).find(topics.set());
        manifest.filter(m -> !m.getDataFingerprint().equals(data.fingerprint())).ifPresent(m -> {
            throw new UserException("set " + topics.set() + " holds other data: " + m.getSamples() + " samples of "
                    + m.getTask() + ", not these " + data.train().size() + " of "
                    + data.task().name() + "; sets never change, load under another --set name");
        });
        return manifest;
    }

    private void write(
            KafkaProducer<byte[], SpecificRecord> producer, TaskData data, int partitions, KnowledgeManifest manifest) {
        int dev = data.dev().values().stream().mapToInt(List::size).sum();
        try (WorkListener.Task progress = connection
                        .listener()
                        .begins("load " + topics.set(), data.train().size() + (long) dev, "samples");
                LongSerializer keys = new LongSerializer()) {
            SampleLayout layout = new SampleLayout(data.train().size(), partitions);
            producer.beginTransaction();
            for (Example example : data.train()) {
                Sample sample = sample(example, "train");
                int partition = layout.partition(example.index());
                send(producer, record(topics.samples(), partition, keys.serialize("", example.index()), sample));
                progress.advance(1);
            }
            data.dev()
                    .forEach((split, examples) -> examples.forEach(example -> {
                        send(
                                producer,
                                record(
                                        topics.dev(),
                                        0,
                                        keys.serialize("", example.index()),
                                        sample(example, split)));
                        progress.advance(1);
                    }));
            try (StringSerializer names = new StringSerializer()) {
                send(producer, record(Topics.MANIFESTS, null, names.serialize("", topics.set()), manifest));
            }
            producer.commitTransaction();
        } catch (ProducerFencedException e) {
            throw new UserException("another load of set " + topics.set() + " took over; run one at a time", e);
        } catch (KafkaException e) {
            abort(producer, e);
            if (KafkaErrors.causedBy(e, RecordTooLargeException.class)) {
                throw new UserException(
                        "a sample of set " + topics.set() + " is larger than the broker takes: "
                                + KafkaErrors.rootMessage(e) + "; shorten its text, or raise max.message.bytes of "
                                + topics.samples() + " and max.request.size in --kafka-config",
                        e);
            }
            throw e;
        }
    }

    private static Sample sample(Example example, String split) {
        return SampleFields.record(split, example.index(), example.text(), example.pair(), example.label());
    }

    /** The commit waits for the record and throws what went wrong with it. */
    private static void send(
            KafkaProducer<byte[], SpecificRecord> producer, ProducerRecord<byte[], SpecificRecord> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    /** After a fatal error there is nothing left to abort; the error itself is what counts. */
    private static void abort(KafkaProducer<byte[], SpecificRecord> producer, KafkaException reason) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            reason.addSuppressed(e);
        }
    }

    private static ProducerRecord<byte[], SpecificRecord> record(
            String topic, @Nullable Integer partition, byte[] key, SpecificRecord value) {
        return new ProducerRecord<>(topic, partition, key, value);
    }

    private KnowledgeManifest manifest(TaskData data) {
        Map<String, Long> dev = new HashMap<>();
        data.dev().forEach((split, examples) -> dev.put(split, (long) examples.size()));
        return KnowledgeManifest.newBuilder()
                .setSet(topics.set())
                .setState(SetState.LOADED.name())
                .setTask(data.task().name())
                .setLabels(data.task().labels())
                .setMetrics(data.task().metrics())
                .setSamples(data.train().size())
                .setDevSamples(dev)
                .setDataFingerprint(data.fingerprint())
                .setCreated(Instant.ofEpochMilli(clock.millis()))
                .build();
    }

    private String transactionalId() {
        return "hsk." + topics.set() + ".load";
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(connection.producerProperties());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        return properties;
    }
}
