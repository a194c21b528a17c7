package dev.hskstream.console;

import dev.hskstream.base.work.StoppedException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/** Tells a command that stopped because it was asked to from one that failed. */
final class Stopping {
    private static final List<Class<? extends Throwable>> INTERRUPTIONS = List.of(
            StoppedException.class,
            InterruptedException.class,
            InterruptException.class,
            ClosedByInterruptException.class,
            InterruptedIOException.class);

    private Stopping() {}

    /** Whether the failure comes of the request to stop, if there was one. */
    static boolean is(Throwable failure, boolean requested) {
        for (Throwable cause = failure; requested && cause != null; cause = cause.getCause()) {
            if (isInterruption(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInterruption(Throwable cause) {
        return INTERRUPTIONS.stream().anyMatch(type -> type.isInstance(cause));
    }

    /** How far the work came, if it said so. */
    static String describe(Throwable failure) {
        return failure instanceof StoppedException ? ErrorMessages.describe(failure) : "stopped; run it again to go on";
    }
}
