package dev.hskstream.monitor.retention;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.retention.RetentionRequests.Answer;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Says what will be lost of sets whose topics have a retention limit, and extends the limit. A report takes three
 * requests, and two more if a size is limited, however many sets there are. Not thread-safe.
 */
public final class RetentionGuard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 20;

    private final KafkaConnection connection;
    private final Clock clock;
    private final Admin admin;
    private final RetentionRequests requests;

    /** Creates a guard, without connecting yet. */
    public RetentionGuard(KafkaConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
        this.admin = Admin.create(connection.attemptProperties());
        this.requests = new RetentionRequests(admin);
    }

    /**
     * The risks of all measured sets, as {@link #report(Measurement, List)}.
     *
     * @throws UserException if Kafka fails
     */
    public RetentionReport report(Measurement measured) {
        return report(measured, measured.sets());
    }

    /**
     * The risks of some of the measured sets. A missing right is not an error: what it hides is not known.
     *
     * @param measured also the sets that are derived from them
     * @throws UserException if Kafka fails
     */
    public RetentionReport report(Measurement measured, List<SetLag> sets) {
        SortedMap<String, TopicNeeds> needs = new TreeMap<>();
        sets.forEach(set -> topics(set.set())
                .forEach(topic -> needs.put(topic, TopicNeeds.of(set, measured.sets(), measured.at()))));
        return answered(() -> {
            SortedMap<String, Answer<RetentionLimit>> limits = requests.limits(needs.keySet());
            return RetentionRisks.of(
                    needs,
                    limits,
                    requests.oldest(limited(limits, limit -> limit.age().isPresent())),
                    requests.sizes(limited(limits, limit -> limit.bytes().isPresent())));
        });
    }

    /**
     * Extends the limits of a set's topics where they are too short, and returns when the brokers have applied them.
     *
     * @throws UserException if a right is missing or Kafka fails
     */
    public List<RetentionChange> extend(String set, Extension extension) {
        return answered(() -> {
            SortedMap<String, Answer<RetentionLimit>> limits = requests.limits(topics(set));
            Map<String, Answer<Instant>> oldest =
                    requests.oldest(limited(limits, limit -> limit.age().isPresent()));
            Instant now = clock.instant();
            List<RetentionChange> changes = new ArrayList<>();
            limits.forEach((topic, limit) -> changes.addAll(extension.changes(
                    topic,
                    allowed(limit, "AlterConfigs", topic),
                    allowed(oldest.getOrDefault(topic, Answer.of(now)), "Describe", topic),
                    now)));
            requests.change(changes);
            awaitApplied(changes);
            return changes;
        });
    }

    private static <T> T allowed(Answer<T> answer, String right, String topic) {
        return answer.value().orElseThrow(() -> AuthorizationErrors.of(right, "topic " + topic, null));
    }

    /** The controller confirms a change slightly before the brokers know it. */
    private void awaitApplied(List<RetentionChange> changes) throws ExecutionException, InterruptedException {
        List<String> topics = changes.stream().map(RetentionChange::topic).toList();
        long start = System.nanoTime();
        while (!requests.limits(topics).entrySet().stream()
                .allMatch(limit -> isApplied(limit.getKey(), limit.getValue(), changes))) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new UserException(
                        "the retention of topic " + topics.get(0) + " was extended, but no broker knows it after "
                                + PATIENCE.toSeconds() + " s; check the brokers");
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private static boolean isApplied(String topic, Answer<RetentionLimit> limit, List<RetentionChange> changes) {
        return changes.stream().filter(change -> change.topic().equals(topic)).allMatch(change -> limit.value()
                .filter(now -> now.value(change.property()) == change.after())
                .isPresent());
    }

    private static List<String> limited(
            SortedMap<String, Answer<RetentionLimit>> limits, Predicate<RetentionLimit> by) {
        return limits.entrySet().stream()
                .filter(limit -> limit.getValue().value().filter(by).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> topics(String set) {
        Topics topics = Topics.of(set);
        return List.of(topics.samples(), topics.dev(), topics.knowledge());
    }

    private interface Request<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private <T> T answered(Request<T> request) {
        try {
            return request.ask();
        } catch (ExecutionException e) {
            throw new UserException(
                    "the retention of topics at " + connection.bootstrapServers() + ": " + KafkaExplanation.of(e), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
