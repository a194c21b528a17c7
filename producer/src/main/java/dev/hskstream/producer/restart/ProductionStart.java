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
 * How a worker begins with a set, given what the set's topics still hold.
 *
 * <p><b>Produced again.</b> Where knowledge is lost, the production starts over: the manifest goes back to PRODUCING and
 * keeps the digest that sealing has to find again, it says from which offsets on records count, and the group of the workers
 * goes back to the first sample. All three are one transaction under the id that changes manifests, so of several workers
 * that find the loss at one time one starts over and the others join it. Records that are left from before stay where they
 * are, and nobody reads them. A worker that still runs would go on in the middle, so there must be none.
 */
public final class ProductionStart {
    private final KafkaConnection connection;
    private final Topics topics;
    private final boolean again;
    private final Consumer<String> notices;
    private final TeacherGroup group;
    private boolean said;

    /**
     * The beginning of a worker.
     *
     * @param again start over although nothing is known to be lost
     * @param notices is told of a production that starts over, once
     */
    public ProductionStart(KafkaConnection connection, Topics topics, boolean again, Consumer<String> notices) {
        this.connection = connection;
        this.topics = topics;
        this.again = again;
        this.notices = notices;
        this.group = new TeacherGroup(connection, topics);
    }

    /**
     * What the set's manifest becomes.
     *
     * @param before the manifest as it is
     * @param claim what the worker makes of it, or why it may not
     * @param tokenizerJson the teacher's
     * @throws UserException if samples are lost that are still needed, or workers run where none may
     */
    public ManifestChange on(KnowledgeManifest before, UnaryOperator<KnowledgeManifest> claim, String tokenizerJson) {
        KnowledgeManifest claimed = claim.apply(before);
        OpenedTopics opened = OpenedTopics.of(connection, before, topics.samples(), topics.knowledge());
        ManifestChange change =
                switch (SetState.of(before)) {
                    case LOADED -> first(before, claimed, opened);
                    case PRODUCING -> {
                        opened.requireAsLoaded();
                        Optional<String> lost =
                                lost(before).or(() -> unrecorded(before)).or(() -> opened.madeAnew(topics.knowledge()));
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

    /** A set that workers knew before, or whose topics are not those of its load, begins where its manifest says. */
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
        requireSamplesAfter(before, group.committed(), opened);
        return ManifestChange.to(claimed);
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

    /** Where what is written from now on begins; makes the topic where it is gone. */
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

    /** A topic that was made anew has offsets from 0 on, as it had at first; but the group has committed samples. */
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

    /** Samples whose knowledge is committed are not needed any more. */
    private void requireSamplesAfter(KnowledgeManifest before, Map<Integer, Long> committed, OpenedTopics opened) {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.samples());
        boolean needed = now.isEmpty()
                || RecordRanges.samples(before, now.size()).stream().anyMatch(range -> {
                    TopicScan.Range there = now.get(range.getPartition());
                    long from = Math.max(
                            range.getStartOffset(),
                            committed.getOrDefault(range.getPartition(), range.getStartOffset()));
                    return there == null
                            || there.end() < range.getEndOffset()
                            || (from < range.getEndOffset() && there.start() > from);
                });
        if (needed) {
            new SetLoss(connection, before).requireSamples();
        }
        boolean toCome = RecordRanges.samples(before, now.size()).stream()
                .anyMatch(range -> committed.getOrDefault(range.getPartition(), 0L) < range.getEndOffset());
        if (toCome) {
            opened.requireOwnSamples();
        }
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
