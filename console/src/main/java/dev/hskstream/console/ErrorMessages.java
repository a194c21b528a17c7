package dev.hskstream.console;

import dev.hskstream.kafka.connection.KafkaExplanation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Describes a failure in one line: the place, the value and the remedy, as far as they are known. */
final class ErrorMessages {
    private ErrorMessages() {}

    static String describe(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof UncheckedIOException io) {
            return FileMessages.describe(io);
        }
        if (EngineMessages.isOfEngine(cause)) {
            return EngineMessages.describe(cause);
        }
        if (cause instanceof IOException io) {
            return FileMessages.describe(io);
        }
        if (cause instanceof KafkaException kafka) {
            return KafkaMessages.describe(kafka);
        }
        // Kafka's consumer throws this, with the number of an error code that it did not expect.
        if (cause instanceof IllegalStateException
                && KafkaExplanation.known(cause).isPresent()) {
            return KafkaExplanation.of(cause);
        }
        if (cause instanceof InterruptedException) {
            return "interrupted";
        }
        if (cause instanceof OutOfMemoryError) {
            return outOfMemory(cause);
        }
        if (cause instanceof LinkageError) {
            return named(cause);
        }
        return isDefect(cause) ? named(cause) + " (a defect; --stacktrace shows where)" : messageOrName(cause);
    }

    /** The exception's message, or its class name if it has none, so that the line is never empty. */
    static String messageOrName(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? named(failure) : oneLine(message);
    }

    static String oneLine(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String named(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        String message = oneLine(failure.getMessage());
        return message.isEmpty() ? name : name + ": " + message;
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof CommandLine.ExecutionException;
        return wrapper && cause != null ? unwrap(cause) : failure;
    }

    /** Exceptions that are programming errors. The message then includes the class, for a bug report. */
    private static boolean isDefect(Throwable failure) {
        return failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException
                || failure instanceof Error;
    }

    private static String outOfMemory(Throwable failure) {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory with a heap of " + megabytes + " MB (" + oneLine(failure.getMessage())
                + "); give it more with HSK_JAVA_OPTS=-Xmx...";
    }
}
