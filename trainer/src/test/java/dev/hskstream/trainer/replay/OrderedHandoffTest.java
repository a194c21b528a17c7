package dev.hskstream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderedHandoffTest {
    private static final int MANY = 10_000;
    private static final int LARGE = 1 << 20;

    private final List<Integer> taken = Collections.synchronizedList(new ArrayList<>());

    @Test
    void handsOverEverythingInOrderInAnotherThread() {
        Thread own = Thread.currentThread();
        List<Boolean> elsewhere = Collections.synchronizedList(new ArrayList<>());

        try (OrderedHandoff<Integer> handover = new OrderedHandoff<>("test", i -> {
            elsewhere.add(Thread.currentThread() != own);
            taken.add(i);
        })) {
            IntStream.range(0, MANY).forEach(i -> handover.add(i, i % 5000));
            handover.finish();
        }

        assertThat(taken)
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
        assertThat(elsewhere).containsOnly(true);
    }

    @Test
    void tellsTheFirstErrorAndTakesNothingAfterIt() {
        IllegalStateException wrong = new IllegalStateException("wrong");

        try (OrderedHandoff<Integer> handover = new OrderedHandoff<>("test", i -> {
            taken.add(i);
            if (i == 700) {
                throw wrong;
            }
        })) {
            assertThatThrownBy(() -> {
                        IntStream.range(0, MANY).forEach(i -> handover.add(i, 1));
                        handover.finish();
                    })
                    .isSameAs(wrong);
        }

        assertThat(taken).hasSize(701);
    }

    @Test
    void waitsWhereTooMuchWaits() throws InterruptedException {
        CountDownLatch mayTake = new CountDownLatch(1);
        List<Integer> added = Collections.synchronizedList(new ArrayList<>());
        try (OrderedHandoff<Integer> handover = new OrderedHandoff<>("test", i -> {
            await(mayTake);
            taken.add(i);
        })) {
            Thread adding = new Thread(() -> IntStream.range(0, 100).forEach(i -> {
                handover.add(i, LARGE);
                added.add(i);
            }));
            adding.start();
            while (adding.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            assertThat(added).hasSizeLessThan(10);
            mayTake.countDown();
            adding.join();
            handover.finish();
        }
        assertThat(taken).hasSize(100);
    }

    @Test
    void takesNothingOnceItIsClosed() {
        CountDownLatch taking = new CountDownLatch(1);
        OrderedHandoff<Integer> handover = new OrderedHandoff<>("test", i -> {
            taken.add(i);
            taking.countDown();
        });
        handover.add(0, LARGE);
        await(taking);

        handover.add(1, 1);
        handover.close();

        assertThat(taken).containsExactly(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
