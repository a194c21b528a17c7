package dev.hskstream.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.base.UserException;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.schemas.registry.RegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
    private static final Seen SEEN = new Seen(
            new Measurement(Instant.EPOCH, Duration.ZERO, List.of(), List.of()), new TreeMap<>(), new TreeMap<>());
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void keepsWhatWasSeenWhenALaterLookFails() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        try (Watch watch = watch(() -> {
            if (looks.incrementAndGet() > 1) {
                await(goOn);
                throw new UserException("no answer");
            }
            return SEEN;
        })) {
            Snapshot first = watch.next(0, LONG);
            assertThat(first.number()).isEqualTo(1);
            assertThat(first.seen()).contains(SEEN);
            assertThat(first.problem()).isEmpty();
            assertThat(first.answeringSince()).isPresent();

            goOn.countDown();
            Snapshot failed = watch.next(1, LONG);
            assertThat(failed.seen()).contains(SEEN);
            assertThat(failed.problem()).contains("no answer");
            assertThat(failed.answeringSince()).isEmpty();
        }
    }

    /** Trainings report while the registry is away, but what they report cannot be read. */
    @Test
    void anAbsentRegistryIsNoAbsentBroker() throws Exception {
        RegistryClient absent =
                new RegistryClient(Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", "0"));
        AtomicInteger looks = new AtomicInteger();
        try (Watch watch = watch(() -> {
            if (looks.incrementAndGet() > 1) {
                absent.schema(1);
            }
            return SEEN;
        })) {
            Snapshot first = watch.next(0, LONG);

            Snapshot failed = watch.next(first.number(), LONG);
            assertThat(failed.problem().orElseThrow()).contains("no schema registry answers");
            assertThat(failed.answeringSince()).isEqualTo(first.answeringSince());
        }
    }

    @Test
    void saysThatALookIsUnderWayWithoutWaitingForIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (Watch watch = watch(() -> {
            asked.countDown();
            await(answer);
            return SEEN;
        })) {
            asked.await();
            assertThat(watch.latest().number()).isZero();
            assertThat(watch.lookingSince()).isPresent();

            answer.countDown();
            assertThat(watch.next(0, LONG).seen()).contains(SEEN);
        }
    }

    @Test
    void closesItsSourceAndReleasesWhoWaits() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        Watch watch = Watch.start(
                new Watch.Source() {
                    @Override
                    public Seen look() {
                        return SEEN;
                    }

                    @Override
                    public void close() {
                        closed.set(true);
                    }
                },
                LONG,
                Clock.systemUTC());
        watch.next(0, LONG);
        Thread waiting = new Thread(() -> next(watch, 1));
        waiting.start();

        watch.close();

        waiting.join();
        assertThat(closed).isTrue();
    }

    /** Kafka's clients set the mark again when they are interrupted, and cannot be closed in peace by a marked thread. */
    @Test
    void closesItsSourceByAThreadThatIsNotInterruptedAnyMore() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean marked = new AtomicBoolean(true);
        Watch watch = Watch.start(
                new Watch.Source() {
                    @Override
                    public Seen look() {
                        asked.countDown();
                        try {
                            new CountDownLatch(1).await();
                            return SEEN;
                        } catch (InterruptedException e) {
                            throw new InterruptException(e);
                        }
                    }

                    @Override
                    public void close() {
                        marked.set(Thread.currentThread().isInterrupted());
                    }
                },
                LONG,
                Clock.systemUTC());
        asked.await();

        watch.close();

        assertThat(marked).isFalse();
    }

    private static void next(Watch watch, long number) {
        try {
            watch.next(number, LONG);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Look {
        Seen look();
    }

    private static Watch watch(Look look) {
        Watch.Source source = new Watch.Source() {
            @Override
            public Seen look() {
                return look.look();
            }

            @Override
            public void close() {}
        };
        return Watch.start(source, Duration.ofMillis(1), Clock.systemUTC());
    }
}
