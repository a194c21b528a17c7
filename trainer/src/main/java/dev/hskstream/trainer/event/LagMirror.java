package dev.hskstream.trainer.event;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.trainer.run.TrainingListener;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a training's progress to tools that watch consumer lag. When the training has done a share p of all its epochs,
 * the committed offset of its group is, in every partition, the share p of the set's offset range. So the lag falls
 * evenly, and is 0 (transaction markers included) once the last sample was trained on. A training never resumes from
 * these offsets; it resumes from checkpoints.
 */
public final class LagMirror implements TrainingListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LagMirror.class);
    private static final long INTERVAL_MILLIS = 5_000;

    private final Admin admin;
    private final String group;
    private final String topic;
    private final Supplier<Map<Integer, TopicScan.Range>> ranges;
    private final long samples;
    private final Clock clock;
    private long told;

    /**
     * Starts by committing the first offset of every partition.
     *
     * @param ranges the set's offset range in each partition of {@code topic}; empty while they are not known
     * @param samples number of samples to train on, over all epochs
     * @throws UserException if the group's offsets may not be set
     */
    public LagMirror(
            KafkaConnection connection,
            String group,
            String topic,
            Supplier<Map<Integer, TopicScan.Range>> ranges,
            long samples,
            Clock clock) {
        this.group = group;
        this.topic = topic;
        this.ranges = ranges;
        this.samples = samples;
        this.clock = clock;
        this.admin = Admin.create(connection.adminProperties());
        try {
            await(tell(0));
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    @Override
    public void step(StepReport report) {
        if (clock.millis() - told >= INTERVAL_MILLIS) {
            // Not waited for: if this commit fails, the next one makes up for it. Only the last one is waited for.
            KafkaFuture<Void> unused = tell(report.samples());
        }
    }

    @Override
    public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {}

    /**
     * Commits the end offsets, so that the lag is 0. The training is complete in any case, so a failure is only logged.
     */
    public void finished() {
        try {
            await(tell(samples));
        } catch (UserException e) {
            LOG.warn("the training is done, but its lag does not show it: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private KafkaFuture<Void> tell(long done) {
        told = clock.millis();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ranges.get()
                .forEach((partition, range) -> offsets.put(
                        new TopicPartition(topic, partition),
                        new OffsetAndMetadata(at(range, (double) done / samples))));
        return offsets.isEmpty()
                ? KafkaFuture.completedFuture(null)
                : admin.alterConsumerGroupOffsets(group, offsets).all();
    }

    private static long at(TopicScan.Range range, double share) {
        return range.start() + (long) Math.floor((range.end() - range.start()) * share);
    }

    private void await(KafkaFuture<Void> telling) {
        try {
            telling.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw AuthorizationErrors.of("Read", "group " + group, e);
            }
            throw new UserException(
                    "the offsets of group " + group + " on " + topic + " cannot be set: " + KafkaExplanation.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while setting the offsets of group " + group, e);
        }
    }
}
