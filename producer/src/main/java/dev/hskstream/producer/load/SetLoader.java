package dev.hskstream.producer.load;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.topics.TopicCheck;
import dev.hskstream.kafka.topics.TopicCreation;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set's samples and its dev splits in one transaction, and then, in a second one that takes a moment, the
 * manifest that says where they are: until then there is no set, whatever the topics hold. Loading the same data again
 * writes nothing, or what was lost of it.
 */
public final class SetLoader {
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
     * @param restored what the set had lost of its samples and has again; empty where it had lost nothing
     * @param lost what the set has lost of its knowledge; empty where it has lost nothing
     */
    public record Loaded(
            KnowledgeManifest manifest, boolean reused, List<TopicLoss> restored, Optional<TopicLoss> lost) {
        /** Copies the list. */
        public Loaded {
            restored = List.copyOf(restored);
        }
    }

    /** Which of the samples topics are to be written. */
    private record Missing(boolean train, boolean dev, List<TopicLoss> losses) {
        static final Missing ALL = new Missing(true, true, List.of());

        static Missing of(Optional<TopicLoss> train, Optional<TopicLoss> dev) {
            return new Missing(
                    train.isPresent(),
                    dev.isPresent(),
                    Stream.concat(train.stream(), dev.stream()).toList());
        }

        boolean nothing() {
            return !train && !dev;
        }
    }

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
        if (before.isEmpty()) {
            Topics.ofNew(topics.set());
        }
        if (missing(before).nothing()) {
            return reused(before.orElseThrow());
        }
        int wanted = before.map(this::partitionsOf).filter(known -> known > 0).orElse(partitions);
        registerSchemas();
        TopicCreation.manifests(connection);
        TopicCreation.set(connection, topics, wanted);
        requirePartitions(topics.samples(), wanted);
        requirePartitions(topics.knowledge(), wanted);
        TopicCheck.manifests(connection);
        TopicCheck.set(connection, topics);
        return write(data, wanted);
    }

    private Loaded write(TaskData data, int partitions) {
        long dev = data.dev().values().stream().mapToLong(List::size).sum();
        try (WorkListener.Task progress = connection
                        .listener()
                        .begins("load " + topics.set(), data.train().size() + dev, "samples");
                SampleWriter writer = new SampleWriter(connection, topics, progress::advance)) {
            writer.open();
            // Another load of the same set may have ended before this one fenced it.
            Missing missing = missing(existing(data));
            if (missing.nothing()) {
                return reused(existing(data).orElseThrow());
            }
            writer.inTransaction(() -> send(writer, data, partitions, missing));
            KnowledgeManifest written = new ManifestStore(connection)
                    .write(topics.set(), now -> ManifestChange.to(manifest(now, data, writer, missing)));
            boolean reused = !written.getSamplePartitions().equals(writer.written(topics.samples())) && missing.train();
            return new Loaded(written, reused, missing.losses(), knowledgeLoss(written));
        }
    }

    private Loaded reused(KnowledgeManifest manifest) {
        return new Loaded(manifest, true, List.of(), knowledgeLoss(manifest));
    }

    private Optional<TopicLoss> knowledgeLoss(KnowledgeManifest manifest) {
        return SetState.of(manifest) == SetState.LOADED
                ? Optional.empty()
                : new SetLoss(connection, manifest).knowledge("Write");
    }

    private Missing missing(Optional<KnowledgeManifest> manifest) {
        return manifest.map(known -> new SetLoss(connection, known, "Write"))
                .map(loss -> Missing.of(loss.samples(), loss.dev()))
                .orElse(Missing.ALL);
    }

    /** Of a set that is there, so that its samples come back to where they were; 0 if none of its topics is left. */
    private int partitionsOf(KnowledgeManifest manifest) {
        int samples = TopicOffsets.of(connection, topics.samples(), "Write").size();
        if (samples > 0) {
            return samples;
        }
        int knowledge = TopicOffsets.of(connection, topics.knowledge(), "Write").size();
        return knowledge > 0 ? knowledge : manifest.getPartitions().size();
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
        manifest.ifPresent(known -> requireSame(known, data));
        return manifest;
    }

    private void requireSame(KnowledgeManifest known, TaskData data) {
        if (!known.getDataFingerprint().equals(data.fingerprint())) {
            throw new UserException("set " + topics.set() + " holds other data: " + known.getSamples() + " samples of "
                    + known.getTask() + ", not these " + data.train().size() + " of "
                    + data.task().name() + "; sets never change, load under another --set name");
        }
    }

    private void send(SampleWriter writer, TaskData data, int partitions, Missing missing) {
        if (missing.train()) {
            SampleLayout layout = new SampleLayout(data.train().size(), partitions);
            data.train()
                    .forEach(example ->
                            writer.send(topics.samples(), layout.partition(example.index()), example, "train"));
        }
        if (missing.dev()) {
            data.dev()
                    .forEach((split, examples) ->
                            examples.forEach(example -> writer.send(topics.dev(), 0, example, split)));
        }
    }

    /** What the set's manifest becomes, now that the samples are written; one that another load wrote is left alone. */
    private KnowledgeManifest manifest(
            @Nullable KnowledgeManifest now, TaskData data, SampleWriter writer, Missing missing) {
        if (now != null) {
            requireSame(now, data);
            if (missing(Optional.of(now)).nothing()) {
                return now;
            }
        }
        KnowledgeManifest.Builder manifest =
                now == null ? fresh(data) : KnowledgeManifest.newBuilder(now).setState(stateOf(now, missing));
        if (missing.train()) {
            manifest.setSamplePartitions(writer.written(topics.samples()));
        }
        if (missing.dev()) {
            manifest.setDevPartitions(writer.written(topics.dev()));
        }
        return manifest.build();
    }

    /** Half of a production that went by the lost samples' offsets is of no use: it begins anew. */
    private static String stateOf(KnowledgeManifest now, Missing missing) {
        boolean anew = missing.train() && SetState.of(now) == SetState.PRODUCING;
        return anew ? SetState.LOADED.name() : now.getState();
    }

    private KnowledgeManifest.Builder fresh(TaskData data) {
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
                .setCreated(Instant.ofEpochMilli(clock.millis()));
    }
}
