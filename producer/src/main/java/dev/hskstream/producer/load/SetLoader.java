package dev.hskstream.producer.load;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.samples.SampleWriter;
import dev.hskstream.kafka.samples.TopicPreparation;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.SampleFields;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Writes a data set's training and dev samples in one transaction, and then, in a second short one, the manifest that
 * names their offset ranges. The set does not exist before the manifest does, whatever its topics hold. Loading the
 * same data again writes only samples that were lost.
 */
public final class SetLoader {
    private final KafkaConnection connection;
    private final Topics topics;
    private final Clock clock;

    /** Creates a loader for the set with the given topics. */
    public SetLoader(KafkaConnection connection, Topics topics, Clock clock) {
        this.connection = connection;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * The result of a load.
     *
     * @param manifest the set's manifest after the load
     * @param reused whether the set already held this data, so that nothing was written
     * @param restored the losses of samples that this load repaired; empty if nothing was lost
     * @param lost the loss of knowledge records, which loading cannot repair; empty if nothing was lost
     */
    public record Loaded(
            KnowledgeManifest manifest, boolean reused, List<TopicLoss> restored, Optional<TopicLoss> lost) {
        /** Copies the list. */
        public Loaded {
            restored = List.copyOf(restored);
        }
    }

    /**
     * Loads the data, unless the set already holds it.
     *
     * @param data the labelled data set
     * @param partitions number of partitions of the samples and knowledge topics
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
        Optional<OpenedTopics> opened =
                before.map(set -> OpenedTopics.of(connection, set, topics.samples(), topics.dev(), topics.knowledge()));
        opened.ifPresent(OpenedTopics::requireReadable);
        if (MissingSamples.of(connection, before).nothing()) {
            opened.ifPresent(OpenedTopics::sayMadeAnew);
            opened.ifPresent(OpenedTopics::sayRemoval);
            return reused(before.orElseThrow());
        }
        return write(data, new TopicPreparation(connection, topics).prepare(before, partitions));
    }

    private Loaded write(TaskData data, int partitions) {
        long dev = data.dev().values().stream().mapToLong(List::size).sum();
        try (WorkListener.Task progress = connection
                        .listener()
                        .begins("load " + topics.set(), data.train().size() + dev, "samples");
                SampleWriter writer = new SampleWriter(connection, topics, progress::advance)) {
            writer.open();
            // Check again: another load of the same set may have finished before this one fenced it.
            MissingSamples missing = MissingSamples.of(connection, existing(data));
            if (missing.nothing()) {
                return reused(existing(data).orElseThrow());
            }
            SamplesManifest manifest = new SamplesManifest(connection, topics, data, clock);
            writer.inTransaction(() -> send(writer, data, partitions, missing));
            KnowledgeManifest written = new ManifestStore(connection)
                    .write(topics.set(), now -> ManifestChange.to(manifest.after(now, writer, missing)));
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

    private Optional<KnowledgeManifest> existing(TaskData data) {
        Optional<KnowledgeManifest> manifest = new ManifestStore(connection).find(topics.set());
        manifest.ifPresent(known -> SamplesManifest.requireSame(known, data));
        return manifest;
    }

    private void send(SampleWriter writer, TaskData data, int partitions, MissingSamples missing) {
        if (missing.train()) {
            SampleLayout layout = new SampleLayout(data.train().size(), partitions);
            data.train()
                    .forEach(example ->
                            writer.send(topics.samples(), layout.partition(example.index()), sample(example, "train")));
        }
        if (missing.dev()) {
            data.dev()
                    .forEach((split, examples) ->
                            examples.forEach(example -> writer.send(topics.dev(), 0, sample(example, split))));
        }
    }

    private static Sample sample(Example example, String split) {
        return SampleFields.record(split, example.index(), example.text(), example.pair(), example.label());
    }
}
