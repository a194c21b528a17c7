package dev.hskstream.producer.restart;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.catalog.TeacherGroup;
import dev.hskstream.kafka.catalog.TokenizerStore;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.layout.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides how a worker starts on a set, given what the set's topics still hold.
 *
 * <p><b>Producing again.</b> If knowledge records were lost, the production starts over: the manifest returns to
 * PRODUCING, keeps the digest that sealing must reproduce and states the first offsets of the new records, and the
 * committed offsets of the workers' group are reset to the first sample. All of this is one transaction under the
 * transactional id for manifest changes, so if several workers find the loss at the same time, one starts over and the
 * others join it. Older records stay in the topic and are ignored. No worker may be running, because it would continue
 * in the middle of the set.
 */
public final class ProductionStart {
    private final KafkaConnection connection;
    private final Topics topics;
    private final boolean again;
    private final Consumer<String> notices;
    private final TeacherGroup group;
    private boolean said;
    private boolean saidRemoval;

    /**
     * Creates the start of a worker.
     *
     * @param again whether to start over although no loss is known
     * @param notices receives one line if the production starts over
     */
    public ProductionStart(KafkaConnection connection, Topics topics, boolean again, Consumer<String> notices) {
        this.connection = connection;
        this.topics = topics;
        this.again = again;
        this.notices = notices;
        this.group = new TeacherGroup(connection, topics);
    }

    /**
     * Returns the change of the set's manifest that lets the worker start.
     *
     * @param before the current manifest
     * @param claim returns the manifest that the worker may produce under, or throws if it may not
     * @param tokenizerJson the teacher's {@code tokenizer.json}
     * @throws UserException if samples that are still needed were lost, or workers are running when the production must
     *     start over
     */
    public ManifestChange on(KnowledgeManifest before, UnaryOperator<KnowledgeManifest> claim, String tokenizerJson) {
        KnowledgeManifest claimed = claim.apply(before);
        OpenedTopics opened = OpenedTopics.of(connection, before, topics.samples(), topics.knowledge());
        if (!saidRemoval) {
            saidRemoval = true;
            opened.sayRemoval();
        }
        ManifestChange change =
                switch (SetState.of(before)) {
                    case LOADED -> first(before, claimed, opened);
                    case PRODUCING -> {
                        opened.requireAsLoaded();
                        Optional<String> lost = lost(before)
                                .or(() -> unrecorded(before))
                                .or(() -> opened.madeAnew(topics.knowledge()))
                                .or(() -> forgotten(before));
                        yield lost.isEmpty() && !again
                                ? goOn(before, claimed, opened)
                                : over(before, claimed, lost, opened);
                    }
                    case COMPLETE -> {
                        Optional<String> lost = lost(before);
                        yield lost.isEmpty() && !again ? done(claimed, opened) : over(before, claimed, lost, opened);
                    }
                };
        storeTokenizer(change.manifest(), tokenizerJson);
        return change;
    }

    /** Starts a loaded set. If it had workers before, or its topics were recreated, its group's offsets are reset. */
    private ManifestChange first(KnowledgeManifest before, KnowledgeManifest claimed, OpenedTopics opened) {
        requireSamples(before, opened);
        boolean known = before.getTeacher() != null
                || before.getSamplePartitions().stream().anyMatch(range -> range.getStartOffset() > 0)
                || TopicOffsets.of(connection, topics.knowledge(), "Write").isEmpty()
                || opened.madeAnew(topics.knowledge()).isPresent()
                || !group.committed().isEmpty();
        return known ? from(before, claimed) : ManifestChange.to(claimed);
    }

    private void requireSamples(KnowledgeManifest before, OpenedTopics opened) {
        opened.requireAsLoaded();
        new SetLoss(connection, before).requireSamples();
        opened.requireOwnSamples();
    }

    private ManifestChange done(KnowledgeManifest claimed, OpenedTopics opened) {
        if (!said) {
            said = true;
            opened.requireReadable();
        }
        return ManifestChange.to(claimed);
    }

    private ManifestChange goOn(KnowledgeManifest before, KnowledgeManifest claimed, OpenedTopics opened) {
        Map<Integer, Long> committed = group.committed();
        new NeededSamples(connection, topics).require(before, committed);
        if (isUnfinished(before, committed)) {
            opened.requireOwnSamples();
        }
        return ManifestChange.to(claimed);
    }

    private boolean isUnfinished(KnowledgeManifest manifest, Map<Integer, Long> committed) {
        int partitions = TopicOffsets.of(connection, topics.samples()).size();
        return RecordRanges.samples(manifest, partitions).stream()
                .anyMatch(range -> committed.getOrDefault(range.getPartition(), 0L) < range.getEndOffset());
    }

    private ManifestChange over(
            KnowledgeManifest before, KnowledgeManifest claimed, Optional<String> lost, OpenedTopics opened) {
        requireSamples(before, opened);
        int members = group.members();
        if (members > 0) {
            throw new UserException("set " + topics.set() + ": "
                    + lost.map(what -> what + ", but ").orElse("")
                    + members
                    + " of its workers still run; stop them, wait for 10 seconds if they were killed, and start"
                    + " hsk produce again");
        }
        if (!said) {
            said = true;
            notices.accept("set " + topics.set() + ": " + lost.orElse("--again") + "; its knowledge is produced again"
                    + (before.getDigest() == null
                            ? ""
                            : ", hsk seal will compare it with the digest " + before.getDigest()));
        }
        return from(before, claimed);
    }

    private ManifestChange from(KnowledgeManifest before, KnowledgeManifest claimed) {
        KnowledgeManifest over = KnowledgeManifest.newBuilder(claimed)
                .setState(SetState.PRODUCING.name())
                .setPartitions(begins(before))
                .setRecordBytes(0)
                .setHskShare(0)
                .setSealed(null)
                .setTopics(OpenedTopics.now(connection, topics))
                .build();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.samples());
        RecordRanges.samples(before, now.size())
                .forEach(range -> offsets.put(
                        new TopicPartition(topics.samples(), range.getPartition()),
                        new OffsetAndMetadata(range.getStartOffset())));
        return ManifestChange.to(over).with(topics.teacherGroup(), offsets);
    }

    /** Returns the end offsets of the knowledge topic, where new records begin. Creates the topic if it is missing. */
    private List<PartitionRange> begins(KnowledgeManifest before) {
        int samples = TopicOffsets.of(connection, topics.samples()).size();
        TopicCreation.set(connection, topics, samples);
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.knowledge(), "Write");
        if (now.size() < samples) {
            throw new UserException(
                    "topic " + topics.knowledge() + " was made anew with " + now.size() + " partitions, set "
                            + before.getSet() + " needs " + samples + "; delete it, hsk produce makes it as it was");
        }
        return now.entrySet().stream()
                .map(range -> new PartitionRange(
                        range.getKey(), range.getValue().end(), range.getValue().end(), 0L))
                .toList();
    }

    private Optional<String> lost(KnowledgeManifest before) {
        return new SetLoss(connection, before).knowledge("Write").map(TopicLoss::describe);
    }

    /**
     * Detects knowledge for which the workers' group has no offsets, or only offsets from before the samples were written
     * again: a worker that continued from them would write the knowledge a second time. Kafka deletes a group's offsets
     * together with their topic, and after a week without members. If the group has members, its first worker may simply
     * not have committed yet, so that does not count.
     */
    private Optional<String> forgotten(KnowledgeManifest before) {
        Map<Integer, Long> committed = group.committed();
        SortedMap<Integer, TopicScan.Range> samples = TopicOffsets.of(connection, topics.samples());
        boolean older = RecordRanges.samples(before, samples.size()).stream()
                .anyMatch(range -> range.getRecords() > 0
                        && committed.getOrDefault(range.getPartition(), range.getStartOffset())
                                < range.getStartOffset());
        boolean none = committed.isEmpty() && group.members() == 0;
        boolean written =
                RecordRanges.produced(before, TopicOffsets.of(connection, topics.knowledge(), "Write"))
                        .values()
                        .stream()
                        .anyMatch(range -> range.end() > range.start());
        return (older || none) && written
                ? Optional.of("it is not known any more which samples its workers have done ("
                        + (older
                                ? "they were written again since"
                                : "the group " + topics.teacherGroup() + " has no offsets")
                        + ")")
                : Optional.empty();
    }

    /**
     * Detects a knowledge topic that was deleted and recreated before the set was sealed: it is empty although the
     * group has committed samples.
     */
    private Optional<String> unrecorded(KnowledgeManifest before) {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.knowledge(), "Write");
        Map<Integer, Long> begins = new HashMap<>();
        before.getPartitions().forEach(range -> begins.put(range.getPartition(), range.getStartOffset()));
        Map<Integer, Long> committed = group.committed();
        for (PartitionRange range : RecordRanges.samples(before, now.size())) {
            TopicScan.Range there = now.get(range.getPartition());
            boolean done = committed.getOrDefault(range.getPartition(), 0L) > range.getStartOffset();
            if (range.getRecords() > 0
                    && done
                    && (there == null || there.end() <= begins.getOrDefault(range.getPartition(), 0L))) {
                return Optional.of("topic " + topics.knowledge() + " is empty in partition " + range.getPartition()
                        + ", of which workers had done samples: it was made anew");
            }
        }
        return Optional.empty();
    }

    /** Before the manifest, whose readers need it; also for a set whose tokenizer was lost. */
    private void storeTokenizer(KnowledgeManifest manifest, String json) {
        Tokenizer tokenizer = manifest.getTokenizer();
        if (tokenizer == null || tokenizer.getJson().hasRemaining()) {
            return;
        }
        TopicCreation.tokenizers(connection);
        TokenizerStore store = new TokenizerStore(connection);
        if (!store.holds(tokenizer.getFingerprint())) {
            store.put(tokenizer.getFingerprint(), json);
        }
    }
}
