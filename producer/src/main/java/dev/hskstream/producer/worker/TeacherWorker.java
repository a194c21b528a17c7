package dev.hskstream.producer.worker;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.base.work.StoppedException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.producer.restart.NeededSamples;
import dev.hskstream.producer.teach.Teacher;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.KnowledgeCodec;

/**
 * One worker of a set's teacher.
 *
 * <p><b>Exactly once.</b> The worker is a member of the consumer group {@code hsk.SET.teacher} on the samples topic. In
 * one transaction it writes the knowledge of the samples to the same partition of the knowledge topic and commits the
 * samples' offsets. After a crash at any point, either both the records and the offsets are committed or neither is.
 * The group accepts offsets of a partition only from the member that owns it, so a slow worker whose partitions were
 * reassigned adds nothing.
 *
 * <p><b>Two transactions.</b> While one transaction is being committed, the next one's knowledge is computed; it begins
 * only once the first is known to be committed. If the first fails, the results computed since are discarded, and the
 * worker returns to the group's committed offsets.
 *
 * <p><b>Bitwise reproducible.</b> The teacher always gets whole blocks of one partition ({@link SampleLayout}). So a
 * record's content depends on the set's partitions and the teacher's batch size, but not on the number of workers, on
 * crashes, on the size of fetches or on the transaction size.
 *
 * <p><b>One state.</b> {@link WorkerState} holds the state of the producer and of the transaction in progress; every
 * transition is checked.
 *
 * <p><b>After sealing.</b> A set can be sealed once the knowledge of every sample is committed, and with it, in the
 * same transactions, the offset after every sample. A worker that still runs then has nothing to take, or only blocks
 * of partitions that it has lost without knowing. The group rejects the offsets of such blocks, which aborts the
 * transaction.
 */
public final class TeacherWorker {
    private final KafkaConnection connection;
    private final Topics topics;
    private final Teacher teacher;
    private final KnowledgeCodec codec;
    private final String name;
    private final int blocks;

    /**
     * Creates a worker.
     *
     * @param name name that is unique among the set's running workers, and the same after a restart; may contain
     *     letters, digits and {@code . _ -}
     * @param transactionSize number of samples in a transaction: as many whole blocks as fit, at least one
     */
    public TeacherWorker(
            KafkaConnection connection,
            Topics topics,
            Teacher teacher,
            KnowledgeCodec codec,
            String name,
            int transactionSize) {
        requireName(name);
        this.connection = connection;
        this.topics = topics;
        this.teacher = teacher;
        this.codec = codec;
        this.name = name;
        this.blocks = Math.max(1, transactionSize / SampleLayout.BLOCK);
    }

    /** Throws IllegalArgumentException if no worker can have this name. */
    public static void requireName(String name) {
        if (!name.matches("[a-zA-Z0-9._-]{1,200}") || name.matches("\\.\\.?")) {
            throw new IllegalArgumentException("worker name " + Quoted.of(name)
                    + " is not allowed; give one of 1 to 200 letters, digits and . _ - with --worker");
        }
    }

    /**
     * Works until the group has committed every sample. Waits without limit for a broker that cannot be reached.
     *
     * @param samples number of samples in the set
     * @param stop ends the work early: the transaction in progress is finished or aborted, and the worker leaves the
     *     group
     * @param times records the time spent on {@code fetch}, {@code encode} and {@code send}, and on {@code waiting} for
     *     the latter two
     * @return number of samples that this worker has done
     * @throws StoppedException if {@code stop} was requested
     * @throws UserException if a record is too large, unreadable, out of place or lost, or another worker has this one's name
     */
    @SuppressWarnings("try") // the section is open while the worker runs
    public long run(long samples, ProducerListener listener, StopRequest stop, StopWatch times) {
        WorkerState state = new WorkerState();
        NeededSamples needed = new NeededSamples(connection, topics);
        try (StopRequest.Section section = stop.handled();
                TransactionalWriter writer = new TransactionalWriter(
                        WorkerProperties.producer(connection, topics, name), topics.knowledge());
                BlockConsumer consumer = new BlockConsumer(connection, topics, name, samples, state);
                CommitThread commits = new CommitThread(writer, codec, times)) {
            Recovery recovery = new Recovery(connection, topics, name, state, consumer, writer, listener);
            WorkerLoop loop =
                    new WorkerLoop(teacher, state, consumer, commits, recovery, needed, listener, stop, times);
            loop.run(blocks);
            return loop.done();
        } catch (MisplacedSamples e) {
            needed.require();
            throw e;
        }
    }
}
