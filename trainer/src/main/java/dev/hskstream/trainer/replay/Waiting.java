package dev.hskstream.trainer.replay;

import dev.hskstream.base.UserException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again. */
final class Waiting {
    private static final long POLL_MILLIS = 1000;

    private Waiting() {}

    /**
     * What is asked for, as soon as it is as wanted.
     *
     * @param notice is run once, before a wait
     */
    static <T> T until(Supplier<T> ask, Predicate<T> wanted, Runnable notice) {
        T answer = ask.get();
        if (!wanted.test(answer)) {
            notice.run();
        }
        while (!wanted.test(answer)) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserException("interrupted while waiting for a set", e);
            }
            answer = ask.get();
        }
        return answer;
    }
}
