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
 * <p><b>Exactly once.</b> The worker is a member of the consumer group {@code hsk.SET.teacher} on the samples topic. What
 * it takes, it infers, produces to the same partition of the knowledge topic, and commits as read, in one transaction:
 * after a crash at any point either both the records and the offsets are there or neither is. The group lets only the
 * member that has a partition commit for it, so that a worker that was slow while others took over adds nothing.
 *
 * <p><b>Two transactions.</b> While one is on its way to Kafka, the next is computed; it is begun only when the first is known to be
 * committed. If that fails, what was computed since is dropped, and the worker goes back to what the group has committed.
 *
 * <p><b>The same bits.</b> The teacher is given whole blocks of one partition ({@link SampleLayout}). What a record holds
 * depends on the set's partitions and the teacher's batch size, not on how many workers ran, where they crashed, what they
 * were given at a time, or how much a transaction holds.
 *
 * <p><b>One state.</b> {@link WorkerState} knows what is open and what is on its way; every change of it is checked.
 *
 * <p><b>After the seal.</b> A set can be sealed once every sample's knowledge is committed, and with it, in the same
 * transactions, the offset behind every sample. A worker that still runs then has either nothing to take, or blocks of
 * partitions that it has lost without knowing; the group refuses those offsets, and with them the transaction.
 */
public final class TeacherWorker {
    private final KafkaConnection connection;
    private final Topics topics;
    private final Teacher teacher;
    private final KnowledgeCodec codec;
    private final String name;
    private final int blocks;

    /**
     * A worker.
     *
     * @param name unique among the workers of a set that run at one time, and the same after a restart; of letters, digits
     *     and {@code . _ -}
     * @param transactionSize samples of one transaction: as many whole blocks as fit, at least one
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
     * Works until the group has read every sample. A broker that is away is waited for without limit.
     *
     * @param samples in the set
     * @param stop ends the work early: the transaction that is on its way is finished or aborted, and the group left
     * @param times gets what is spent on {@code fetch}, {@code encode}, {@code send} and {@code waiting} for these two
     * @return samples this worker has done
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
