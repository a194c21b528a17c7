package dev.hskstream.kafka.waiting;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaFailure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * One wait for a broker, or for what others write to it. Measures for how long nothing has come, says so once when that has
 * lasted {@link #NOTICE}, says once that it is over, and knows by its policy when to give up. Not thread-safe.
 */
public final class BrokerWait {
    /** Silence after which something is said. */
    public static final Duration NOTICE = Duration.ofSeconds(10);

    /** Between two tries. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WaitPolicy policy;
    private final String servers;
    private final String over;
    private final Consumer<String> notices;
    private final WaitClock clock;
    private long last;
    private boolean said;

    /** A wait for the broker itself; whoever listens to the connection hears of it. */
    public static BrokerWait of(WaitPolicy policy, KafkaConnection connection) {
        return of(policy, connection, connection.listener()::notice);
    }

    /** A wait for the broker itself that others hear of. */
    public static BrokerWait of(WaitPolicy policy, KafkaConnection connection, Consumer<String> notices) {
        String servers = connection.bootstrapServers();
        return new BrokerWait(policy, servers, "Kafka at " + servers + " is back", notices, WaitClock.SYSTEM);
    }

    /**
     * A wait from now on.
     *
     * @param servers whom it is for, as {@code HOST:PORT,...}
     * @param over what is said when something comes after all
     */
    public BrokerWait(WaitPolicy policy, String servers, String over, Consumer<String> notices, WaitClock clock) {
        this.policy = policy;
        this.servers = servers;
        this.over = over;
        this.notices = notices;
        this.clock = clock;
        this.last = clock.nanos();
    }

    /** Something came. */
    public void answered() {
        last = clock.nanos();
        if (said) {
            said = false;
            notices.accept(over);
        }
    }

    /**
     * Nothing came.
     *
     * @param waiting what is said if it is time to; made only then
     * @return for how long nothing has come
     */
    public Duration silent(Supplier<String> waiting) {
        Duration silence = Duration.ofNanos(clock.nanos() - last);
        if (!said && silence.compareTo(NOTICE) >= 0) {
            said = true;
            notices.accept(waiting.get());
        }
        return silence;
    }

    /** Nothing came of a try to reach the broker; returns for how long nothing has. */
    public Duration failed(Throwable error) {
        return silent(
                () -> "waiting for Kafka at " + servers + policy.upTo() + ": " + KafkaErrors.firstSentence(error));
    }

    /**
     * What the call gives. A call that finds the broker, or the registry, away is made again; each try may take as long as
     * the client's own {@code default.api.timeout.ms}.
     *
     * @throws UserException if the policy's limit is over; whatever else the call throws is thrown on
     */
    public <T> T retry(Supplier<T> call) {
        if (!said) {
            last = clock.nanos();
        }
        while (true) {
            try {
                T answer = call.get();
                answered();
                return answer;
            } catch (KafkaException | UserException e) {
                if (!KafkaFailure.isAway(e)) {
                    throw e;
                }
                requirePatience(failed(e), e);
            }
            clock.pause(PAUSE);
        }
    }

    /**
     * What is asked for, as soon as it is as wanted. The broker is waited for as in {@link #retry}; as long as it answers,
     * there is no limit.
     *
     * @param notice is said once, before a wait
     */
    public <T> T until(Supplier<T> ask, Predicate<T> wanted, String notice) {
        T answer = retry(ask);
        if (!wanted.test(answer)) {
            notices.accept(notice);
        }
        while (!wanted.test(answer)) {
            clock.pause(PAUSE);
            answer = retry(ask);
        }
        return answer;
    }

    private void requirePatience(Duration silence, RuntimeException error) {
        if (policy.isOver(silence)) {
            throw new UserException(
                    "Kafka at " + servers + " has given no answer for " + silence.toSeconds() + " s ("
                            + KafkaErrors.firstSentence(error) + "); run the command again when it is up",
                    error);
        }
    }
}
