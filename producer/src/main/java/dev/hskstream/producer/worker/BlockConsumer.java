package dev.hskstream.producer.worker;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.task.Example;
import dev.hskstream.producer.worker.WorkerState.State;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.SampleFields;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A worker's share of the samples topic, block by block, as a member of the group {@code hsk.SET.teacher}.
 *
 * <p><b>The end.</b> The topic does not grow once loaded. The input is finished when the group has committed the end of
 * every partition, so that a worker is there to take over from another that fails. With a partition's last block its end is
 * committed, and where there is no block the position: only they pass the transaction marker behind the last sample,
 * without which lag would never reach zero.
 *
 * <p><b>Memory.</b> A partition of which a whole block waits is paused until that is taken.
 */
final class BlockConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SLICE = Duration.ofMillis(50);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** For leaving the group after a request to stop, which has to be over in seconds. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(2);

    private final String topic;
    private final WorkerState state;
    private final SampleLayout layout;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final KafkaConsumer<Long, Sample> consumer;
    private final BlockQueue<Example> queue;
    private final Assignment assignment;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /** Joins the group; throws {@link MisplacedSamples} if there is no such topic. */
    BlockConsumer(KafkaConnection connection, Topics topics, String worker, long samples, WorkerState state) {
        this.state = state;
        topic = topics.samples();
        TopicOffsets.of(connection, topic)
                .forEach((partition, range) -> ends.put(new TopicPartition(topic, partition), range.end()));
        if (ends.isEmpty()) {
            throw new MisplacedSamples("there is no topic " + topic);
        }
        layout = new SampleLayout(samples, ends.size());
        queue = new BlockQueue<>(layout, topic);
        consumer = new KafkaConsumer<>(WorkerProperties.consumer(connection, topics, worker));
        assignment = new Assignment(consumer, queue);
        consumer.subscribe(List.of(topic), assignment);
    }

    /** What a transaction names its offsets' group with. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Whether this worker is, as far as it knows, a member of the group. */
    boolean joined() {
        return group().generationId() >= 0;
    }

    /** Reads on; returns whether anything came. Waits for it only if there is nothing to do. */
    boolean poll() {
        try {
            ConsumerRecords<Long, Sample> records = queue.nextReady() ? consumer.poll(Duration.ZERO) : await();
            records.forEach(record -> TopicScan.deliver(
                    record,
                    sample -> queue.add(
                            record.partition(),
                            sample.getIndex(),
                            record.offset(),
                            SampleFields.read(sample, Example::new))));
            assignment.pauseWhatIsReady();
            return !records.isEmpty();
        } catch (RecordDeserializationException e) {
            throw new UserException(KafkaErrors.unreadable(e) + "; load the data under another --set", e);
        }
    }

    /** In slices: partitions that are new here give nothing before they are started, so the wait is over with them. */
    private ConsumerRecords<Long, Sample> await() {
        ConsumerRecords<Long, Sample> records = consumer.poll(SLICE);
        for (long left = POLL.dividedBy(SLICE) - 1;
                left > 0 && records.isEmpty() && assignment.fresh().isEmpty();
                left--) {
            records = consumer.poll(SLICE);
        }
        return records;
    }

    /**
     * Goes to the committed offsets of the partitions that are new here.
     *
     * @throws TimeoutException if they are not to be had, and there is nothing else to do
     */
    void resume() {
        Set<TopicPartition> fresh = assignment.fresh();
        if (fresh.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(fresh, ANSWER);
            for (TopicPartition partition : fresh) {
                OffsetAndMetadata offset = offsets.get(partition);
                assignment.start(partition, offset);
                committed.remove(partition);
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            }
        } catch (TimeoutException e) {
            // A killed worker's transaction hides the offsets until it has timed out: no reason to keep others waiting.
            if (!queue.ready()) {
                throw e;
            }
        }
    }

    /**
     * What the next transaction is about: as many of the whole blocks as are there, at most {@code limit}, and the ends of
     * partitions without more; no blocks while the least advanced partition's one is still coming, unless {@code idle}, that
     * is, nothing came of late. Until it is committed, an error means to {@link #rewind}.
     */
    Share take(int limit, boolean idle) {
        List<SampleBlock<Example>> blocks = queue.nextReady() || idle ? queue.take(limit) : List.of();
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(blocks);
        // Taken as committed: what comes next need not commit it again, and going back forgets it.
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return new Share(blocks, offsets, group());
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(List<SampleBlock<Example>> blocks) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : assignment.started()) {
            passedEnd(partition).ifPresent(position -> offsets.put(partition, new OffsetAndMetadata(position)));
        }
        for (SampleBlock<Example> block : blocks) {
            TopicPartition partition = new TopicPartition(topic, block.partition());
            long end = block.last() ? Math.max(end(partition), block.next()) : block.next();
            offsets.put(partition, new OffsetAndMetadata(end));
        }
        return offsets;
    }

    /** Goes back to what the group has committed, as soon as that is known. */
    void rewind() {
        assignment.forget(consumer.assignment());
    }

    /** Whether no sample of this worker's partitions is known to be left: whatever comes is not worth waiting for. */
    boolean drained() {
        return assignment.fresh().isEmpty() && queue.drained();
    }

    /** Whether the group has read every sample. */
    boolean finished() {
        Map<Integer, Long> wanted = new HashMap<>();
        ends.forEach((partition, end) -> wanted.put(partition.partition(), end));
        return groupOffsets().reach(wanted);
    }

    /** Samples that the group has done, this worker's and the others'. */
    long alreadyDone() {
        return groupOffsets().samples(layout);
    }

    /**
     * Leaves the group, so that the others need not wait for this worker's partitions; a namesake that has taken this
     * worker's place keeps it.
     */
    @Override
    public void close() {
        boolean replaced = state.is(State.REPLACED);
        consumer.close(CloseOptions.timeout(state.is(State.STOPPED) ? LAST_ANSWER : ANSWER)
                .withGroupMembershipOperation(
                        replaced ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP));
    }

    /** The position, where no sample is left and it is not committed yet. */
    private Optional<Long> passedEnd(TopicPartition partition) {
        BlockBuffer<Example> buffer = queue.buffer(partition.partition()).orElseThrow();
        long position = consumer.position(partition, ANSWER);
        if (buffer.ready() || position < end(partition) || position <= committed.getOrDefault(partition, -1L)) {
            return Optional.empty();
        }
        if (buffer.expectsMore()) {
            throw new MisplacedSamples(
                    partition + " ends at offset " + position + " where " + buffer.wanted() + " belongs");
        }
        return Optional.of(position);
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, Long.MAX_VALUE);
    }

    private CommittedOffsets groupOffsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        consumer.committed(ends.keySet(), ANSWER).forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition.partition(), offset.offset());
            }
        });
        return new CommittedOffsets(offsets);
    }
}
