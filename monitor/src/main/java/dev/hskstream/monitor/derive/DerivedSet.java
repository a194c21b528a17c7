package dev.hskstream.monitor.derive;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.GroupState;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaFailure;
import dev.hskstream.kafka.samples.SampleWriter;
import dev.hskstream.kafka.samples.TopicPreparation;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The derived set's manifest and topics before its records are written. The samples are copied in one transaction; then
 * the manifest and the first offsets of the deriving group are written in another. The set does not exist before that.
 */
final class DerivedSet {
    private final KafkaConnection connection;
    private final KnowledgeManifest source;
    private final DerivationContract contract;
    private final Topics from;
    private final Topics topics;
    private final ManifestStore store;
    private final GroupState group;

    DerivedSet(KafkaConnection connection, KnowledgeManifest source, DerivationContract contract) {
        this.connection = connection;
        this.source = source;
        this.contract = contract;
        this.from = Topics.of(source.getSet());
        this.topics = Topics.of(contract.claim().getSet());
        this.store = new ManifestStore(connection);
        this.group = new GroupState(connection, topics.deriveGroup(), from.knowledge());
    }

    /**
     * Returns the manifest under which records may be written, or that of the set if it is sealed already.
     *
     * @throws UserException if the name is taken by another set, or the source has lost what is needed
     */
    KnowledgeManifest begin() {
        Optional<KnowledgeManifest> known = store.find(topics.set());
        known.ifPresent(contract::requireSame);
        Optional<TopicLoss> lost = known.flatMap(set -> new SetLoss(connection, set).knowledge("Write"));
        if (known.isPresent() && (lost.isPresent() || SetState.of(known.get()) != SetState.COMPLETE)) {
            new SetLoss(connection, source).requireKnowledge();
        }
        if (lost.isPresent()) {
            return again(lost.get());
        }
        return known.orElseGet(this::first);
    }

    private KnowledgeManifest first() {
        Topics.ofNew(topics.set());
        SetLoss loss = new SetLoss(connection, source);
        loss.requireKnowledge();
        loss.requireSamples();
        loss.requireDev();
        int partitions = source.getPartitions().size();
        requireFree(partitions);
        new TopicPreparation(connection, topics).prepare(Optional.empty(), partitions);
        try {
            return write();
        } catch (UserException | KafkaException e) {
            if (!fenced(e)) {
                throw e;
            }
            return ofTheOther();
        }
    }

    /** A producer that another one fences learns that from several errors. */
    private static boolean fenced(RuntimeException error) {
        return error instanceof KafkaException kafka
                ? KafkaFailure.of(kafka) == KafkaFailure.PRODUCER_LOST
                : KafkaErrors.causedBy(error, ProducerFencedException.class);
    }

    private void requireFree(int partitions) {
        for (String topic : List.of(topics.samples(), topics.knowledge())) {
            int there = TopicOffsets.of(connection, topic, "Write").size();
            if (there != 0 && there != partitions) {
                throw new UserException("topic " + topic + " is there already with " + there + " partitions, set "
                        + source.getSet() + " has " + partitions + "; delete it, or derive under another --set name");
            }
        }
    }

    private KnowledgeManifest write() {
        long dev = source.getDevSamples().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        try (WorkListener.Task progress =
                        connection.listener().begins("copy " + from.set(), source.getSamples() + dev, "samples");
                SampleWriter writer = new SampleWriter(connection, topics, progress::advance)) {
            writer.open();
            Optional<KnowledgeManifest> other = store.find(topics.set());
            if (other.isPresent()) {
                contract.requireSame(other.get());
                return other.get();
            }
            writer.inTransaction(() -> {
                copy(writer, source.getSamplePartitions(), from.samples(), topics.samples());
                copy(writer, source.getDevPartitions(), from.dev(), topics.dev());
            });
            return store.write(topics.set(), now -> now == null ? beginning(writer) : joined(now));
        }
    }

    private void copy(SampleWriter writer, List<PartitionRange> stated, String here, String there) {
        try (TopicScan<Long, Sample> scan = new TopicScan<>(connection, here, null, new LongDeserializer())) {
            scan.read(
                    RecordRanges.samplesToRead(stated, scan.ranges()),
                    sample -> writer.send(there, sample.partition(), sample.value()));
        }
    }

    private ManifestChange beginning(SampleWriter writer) {
        return opening(KnowledgeManifest.newBuilder(contract.claim())
                .setSamplePartitions(writer.written(topics.samples()))
                .setDevPartitions(writer.written(topics.dev())));
    }

    /** States where the records will begin, and sets the group back to the first of the source's. */
    private ManifestChange opening(KnowledgeManifest.Builder manifest) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        source.getPartitions()
                .forEach(range -> offsets.put(
                        new TopicPartition(from.knowledge(), range.getPartition()),
                        new OffsetAndMetadata(range.getStartOffset())));
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.knowledge(), "Write");
        List<PartitionRange> begins = now.entrySet().stream()
                .map(range -> new PartitionRange(
                        range.getKey(), range.getValue().end(), range.getValue().end(), 0L))
                .toList();
        boolean empty = begins.stream().allMatch(range -> range.getEndOffset() == 0);
        return ManifestChange.to(manifest.setPartitions(empty ? List.of() : begins)
                        .setTopics(OpenedTopics.now(connection, topics))
                        .build())
                .with(topics.deriveGroup(), offsets);
    }

    private ManifestChange joined(@Nullable KnowledgeManifest now) {
        KnowledgeManifest known = now == null ? store.require(topics.set()) : now;
        contract.requireSame(known);
        return ManifestChange.to(known);
    }

    /** Another process began to derive the same set at the same time and took over the copying. */
    private KnowledgeManifest ofTheOther() {
        KnowledgeManifest known = BrokerWait.of(WaitPolicy.READ, connection)
                .until(
                        () -> store.find(topics.set()),
                        Optional::isPresent,
                        "another process copies the samples of set " + topics.set() + "; waiting for it")
                .orElseThrow();
        contract.requireSame(known);
        return known;
    }

    private KnowledgeManifest again(TopicLoss lost) {
        int members = group.members();
        if (members > 0) {
            throw new UserException("set " + topics.set() + ": " + lost.describe() + ", but " + members
                    + " of the processes that derive it still run; stop them, wait for 10 seconds if they were killed,"
                    + " and start hsk derive again");
        }
        connection.listener().notice("set " + topics.set() + ": " + lost.describe() + "; it is derived again");
        TopicCreation.set(connection, topics, source.getPartitions().size());
        return store.change(
                topics.set(),
                now -> opening(KnowledgeManifest.newBuilder(joined(now).manifest())
                        .setState(SetState.PRODUCING.name())
                        .setRecordBytes(0)
                        .setHskShare(0)
                        .setSealed(null)));
    }
}
