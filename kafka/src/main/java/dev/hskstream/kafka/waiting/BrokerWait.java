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
 * One wait for a broker, or for records that others write. Measures how long nothing has arrived, reports the wait once
 * after {@link #NOTICE}, reports its end once, and decides by its policy when to give up. Not thread-safe.
 */
public final class BrokerWait {
    /** The duration of a silence after which it is reported. */
    public static final Duration NOTICE = KafkaConnection.ATTEMPT;

    /** Pause between two attempts. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WaitPolicy policy;
    private final String servers;
    private final String over;
    private final Consumer<String> notices;
    private final WaitClock clock;
    private long last;
    private boolean said;

    /** Creates a wait for the broker that reports to the connection's listener. */
    public static BrokerWait of(WaitPolicy policy, KafkaConnection connection) {
        return of(policy, connection, connection.listener()::notice);
    }

    /** Creates a wait for the broker that reports to {@code notices}. */
    public static BrokerWait of(WaitPolicy policy, KafkaConnection connection, Consumer<String> notices) {
        String servers = connection.bootstrapServers();
        return new BrokerWait(policy, servers, "Kafka at " + servers + " is back", notices, WaitClock.SYSTEM);
    }

    /**
     * Creates a wait that starts now.
     *
     * @param servers the brokers' addresses, {@code HOST:PORT,...}
     * @param over the message for when something arrives after all
     */
    public BrokerWait(WaitPolicy policy, String servers, String over, Consumer<String> notices, WaitClock clock) {
        this.policy = policy;
        this.servers = servers;
        this.over = over;
        this.notices = notices;
        this.clock = clock;
        this.last = clock.nanos();
    }

    /** Called when something has arrived. */
    public void answered() {
        last = clock.nanos();
        if (said) {
            said = false;
            notices.accept(over);
        }
    }

    /**
     * Called when nothing has arrived.
     *
     * @param waiting supplies the message; called only if the wait is to be reported
     * @return how long nothing has arrived
     */
    public Duration silent(Supplier<String> waiting) {
        Duration silence = Duration.ofNanos(clock.nanos() - last);
        if (!said && silence.compareTo(NOTICE) >= 0) {
            said = true;
            notices.accept(waiting.get());
        }
        return silence;
    }

    /** Called when an attempt to reach the broker failed. Returns how long nothing has arrived. */
    public Duration failed(Throwable error) {
        return silent(
                () -> "waiting for Kafka at " + servers + policy.upTo() + ": " + KafkaErrors.firstSentence(error));
    }

    /**
     * Calls until the broker or the registry answers. A call that fails because they are unavailable is repeated; each
     * attempt may take as long as the client's own {@code default.api.timeout.ms}.
     *
     * @throws UserException if the policy's limit is exceeded; all other exceptions of the call are thrown unchanged
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
     * Asks repeatedly until the answer is the wanted one. Waits for an unavailable broker as {@link #retry} does; there
     * is no limit as long as it answers.
     *
     * @param notice reported once if the first answer is not the wanted one
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
