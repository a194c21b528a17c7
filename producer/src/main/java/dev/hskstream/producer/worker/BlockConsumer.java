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
 * Reads a worker's share of the samples topic in blocks, as a member of the group {@code hsk.SET.teacher}.
 *
 * <p><b>The end.</b> The topic does not grow once it is loaded. The input is finished when the group has committed the
 * end of every partition; until then every worker stays, so that it can take over from one that fails. With a
 * partition's last block, the partition's end offset is committed instead of the next one. If no block is left, the
 * consumer's position is committed. Only these offsets lie after the transaction marker that follows the last sample;
 * without them the lag would never become zero.
 *
 * <p><b>Memory.</b> A partition with a whole block in the buffer is paused until the block is taken.
 */
final class BlockConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SLICE = Duration.ofMillis(50);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Timeout for leaving the group after a request to stop, which must take only seconds. */
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

    /** Returns the group metadata with which a transaction commits offsets. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Whether this worker is, as far as it knows, a member of the group. */
    boolean joined() {
        return group().generationId() >= 0;
    }

    /** Polls once and returns whether any samples arrived. Waits for them only if no block is ready to be taken. */
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

    /**
     * Polls in short slices. Newly assigned partitions deliver nothing until they are started, so the wait ends when
     * there are some.
     */
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
     * Starts the fresh partitions at their committed offsets.
     *
     * @throws TimeoutException if the offsets cannot be read and no block is ready either
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
            // A killed worker's open transaction hides the offsets until it times out. Blocks of other partitions need
            // not wait for that.
            if (!queue.ready()) {
                throw e;
            }
        }
    }

    /**
     * Takes the work of the next transaction: all whole blocks, at most {@code limit}, and the ends of partitions that
     * have no further samples. Takes no blocks while the next block of the least advanced partition is still being
     * read, unless {@code idle}, that is, the last poll returned nothing. If an error occurs before the share is
     * committed, {@link #rewind} must be called.
     */
    Share take(int limit, boolean idle) {
        List<SampleBlock<Example>> blocks = queue.nextReady() || idle ? queue.take(limit) : List.of();
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(blocks);
        // Counts as committed from now on, so that the next transaction does not commit it again; a rewind resets this.
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

    /** Returns to the group's committed offsets, as soon as they are known. */
    void rewind() {
        assignment.forget(consumer.assignment());
    }

    /** Whether no samples of this worker's partitions are known to be left, so that there is nothing to wait for. */
    boolean drained() {
        return assignment.fresh().isEmpty() && queue.drained();
    }

    /** Whether the group has committed every sample. */
    boolean finished() {
        Map<Integer, Long> wanted = new HashMap<>();
        ends.forEach((partition, end) -> wanted.put(partition.partition(), end));
        return groupOffsets().reach(wanted);
    }

    /** Returns the number of samples that the group has committed, by this worker and others. */
    long alreadyDone() {
        return groupOffsets().samples(layout);
    }

    /**
     * Closes the consumer and leaves the group, so that this worker's partitions are reassigned at once. A worker that
     * was replaced by a namesake does not leave, because the namesake now owns its membership.
     */
    @Override
    public void close() {
        boolean replaced = state.is(State.REPLACED);
        consumer.close(CloseOptions.timeout(state.is(State.STOPPED) ? LAST_ANSWER : ANSWER)
                .withGroupMembershipOperation(
                        replaced ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP));
    }

    /** Returns the position to commit if no sample is left and the position is not committed yet. */
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
