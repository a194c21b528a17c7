package dev.hskstream.console;

import dev.hskstream.base.work.StoppedException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/** Distinguishes a command that stopped on request from one that failed. */
final class Stopping {
    private static final List<Class<? extends Throwable>> INTERRUPTIONS = List.of(
            StoppedException.class,
            InterruptedException.class,
            InterruptException.class,
            ClosedByInterruptException.class,
            InterruptedIOException.class);

    private Stopping() {}

    /**
     * Whether the failure was caused by a request to stop.
     *
     * @param requested whether there was such a request
     */
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

    /** The message of the stopped work, with how far it got, if it has one. */
    static String describe(Throwable failure) {
        return failure instanceof StoppedException ? ErrorMessages.describe(failure) : "stopped; run it again to go on";
    }
}
