package dev.hskstream.kafka.waiting;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How long nothing has come; says so once in a wait, and once that it is over. Not thread-safe. */
public final class Patience {
    /** Silence after which something is said. */
    public static final Duration NOTICE = Duration.ofSeconds(10);

    private final Supplier<String> waiting;
    private final String over;
    private final Consumer<String> notices;
    private final LongSupplier nanos;
    private long last;
    private boolean said;

    /**
     * Patience from now on.
     *
     * @param waiting what is said in a wait, made when it is said
     * @param over what is said when it is over
     */
    public Patience(Supplier<String> waiting, String over, Consumer<String> notices) {
        this(waiting, over, notices, System::nanoTime);
    }

    Patience(Supplier<String> waiting, String over, Consumer<String> notices, LongSupplier nanos) {
        this.waiting = waiting;
        this.over = over;
        this.notices = notices;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Something came. */
    public void came() {
        last = nanos.getAsLong();
        if (said) {
            said = false;
            notices.accept(over);
        }
    }

    /** Nothing came; returns for how long now. */
    public Duration nothing() {
        Duration silence = Duration.ofNanos(nanos.getAsLong() - last);
        if (!said && silence.compareTo(NOTICE) >= 0) {
            said = true;
            notices.accept(waiting.get());
        }
        return silence;
    }
}
