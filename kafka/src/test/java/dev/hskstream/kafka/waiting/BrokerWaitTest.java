package dev.hskstream.kafka.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BrokerWaitTest {
    private final List<String> said = new ArrayList<>();
    private final TestClock clock = new TestClock();

    @Test
    void saysOnceThatItWaitsAndOnceThatItGoesOn() {
        BrokerWait wait = waiting(WaitPolicy.READ);

        at(wait, 9.9);
        assertThat(said).isEmpty();
        at(wait, 10);
        at(wait, 11);
        assertThat(at(wait, 200)).isEqualTo(Duration.ofSeconds(200));
        wait.answered();
        wait.answered();
        assertThat(said).containsExactly("waiting at 10", "goes on");

        assertThat(at(wait, 209)).isEqualTo(Duration.ofSeconds(9));
        at(wait, 211);
        assertThat(said).containsExactly("waiting at 10", "goes on", "waiting at 211");
    }

    @Test
    void saysNothingAboutShortWaits() {
        BrokerWait wait = waiting(WaitPolicy.READ);

        at(wait, 5);
        wait.answered();
        at(wait, 14);
        wait.answered();

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = WaitPolicy.class, mode = Mode.EXCLUDE, names = "PRODUCE")
    void triesAgainThroughTheClientsOwnTimeoutsUntilThePolicysFiveMinutesAreOver(WaitPolicy policy) {
        List<Long> tries = new ArrayList<>();

        assertThatThrownBy(() -> waiting(policy).retry(() -> {
                    tries.add(clock.seconds());
                    clock.pause(Duration.ofSeconds(60));
                    throw wrapped(new TimeoutException("Call(callName=describeTopics) timed out. Expired."));
                }))
                .isInstanceOf(UserException.class)
                .hasMessage("Kafka at h:1 has given no answer for 304 s (Call(callName=describeTopics) timed out);"
                        + " run the command again when it is up");
        assertThat(tries).containsExactly(0L, 61L, 122L, 183L, 244L);
        assertThat(said)
                .containsExactly(
                        "waiting for Kafka at h:1 for up to 5 minutes: Call(callName=describeTopics) timed out");
    }

    @Test
    void producingHasNoLimit() {
        BrokerWait wait = waiting(WaitPolicy.PRODUCE);

        assertThat(wait.<String>retry(() -> {
                    if (clock.seconds() < 100_000) {
                        clock.pause(Duration.ofSeconds(15));
                        throw new DisconnectException("gone");
                    }
                    return "there";
                }))
                .isEqualTo("there");
        assertThat(said).containsExactly("waiting for Kafka at h:1: gone", "goes on");
    }

    @Test
    void aRetryDoesNotCountWhatPassedBeforeIt() {
        BrokerWait wait = waiting(WaitPolicy.READ);
        clock.pause(Duration.ofHours(1));
        List<Long> tries = new ArrayList<>();

        List<Long> same = wait.retry(() -> {
            tries.add(clock.seconds());
            if (tries.size() < 3) {
                throw new NotLeaderOrFollowerException("moved");
            }
            return tries;
        });

        assertThat(same).containsExactly(3600L, 3601L, 3602L);
        assertThat(said).isEmpty();
    }

    @Test
    void whatWaitingDoesNotMendIsThrownAtOnce() {
        for (KafkaException error : List.of(
                new SaslAuthenticationException("bad password"),
                new TopicAuthorizationException("t"),
                new UnknownTopicOrPartitionException("t"))) {
            RuntimeException wrapped = wrapped(error);
            assertThatThrownBy(() -> waiting(WaitPolicy.READ).retry(() -> {
                        throw wrapped;
                    }))
                    .isSameAs(wrapped);
        }
        assertThat(clock.seconds()).isZero();
    }

    @Test
    void aBrokerThatAnswersIsAskedWithoutLimitForWhatOthersDo() {
        assertThat(waiting(WaitPolicy.FOLLOW)
                        .until(clock::seconds, second -> second >= 10_000, "there is no teacher yet"))
                .isEqualTo(10_000);
        assertThat(said).containsExactly("there is no teacher yet");
    }

    private BrokerWait waiting(WaitPolicy policy) {
        return new BrokerWait(policy, "h:1", "goes on", said::add, clock);
    }

    private static UserException wrapped(KafkaException error) {
        return new UserException("the offsets of t cannot be read", new ExecutionException(error));
    }

    private Duration at(BrokerWait wait, double second) {
        clock.now = (long) (second * 1e9);
        return wait.silent(() -> "waiting at " + clock.seconds());
    }

    private static final class TestClock implements WaitClock {
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(Duration duration) {
            now += duration.toNanos();
        }

        long seconds() {
            return now / 1_000_000_000;
        }
    }
}
