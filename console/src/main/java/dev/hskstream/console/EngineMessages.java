package dev.hskstream.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains failures of the tensor engine. Its own messages are pages of C++ and script stack traces about tensors,
 * while users think in terms of a model and its options. The engine's exceptions are recognised by class name, because
 * this module does not depend on the engine.
 */
final class EngineMessages {
    private static final String ENGINE = "ai.djl.";
    private static final int LONGEST = 160;

    private static final Pattern BYTES = Pattern.compile("allocate (\\d+) bytes");
    private static final Pattern CUDA_MEMORY = Pattern.compile("(?i)CUDA(?: error:)? out of memory.*");

    private EngineMessages() {}

    static boolean isOfEngine(Throwable failure) {
        return failure.getClass().getName().startsWith(ENGINE);
    }

    static String describe(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("DefaultCPUAllocator")
                || CUDA_MEMORY.matcher(message).find()) {
            return "out of memory beside the heap" + wanted(message)
                    + "; a smaller --batch-size or --max-length needs less";
        }
        if (message.contains("index out of range in self")) {
            return "a token, position or segment has a number for which the model has no embedding (index out of range"
                    + " in self): its tokenizer and its weights do not belong together";
        }
        return "the PyTorch engine failed: " + reason(message) + " (a defect; --stacktrace shows where)";
    }

    private static String wanted(String message) {
        Matcher bytes = BYTES.matcher(message);
        return bytes.find() ? " (the engine asked for " + Long.parseLong(bytes.group(1)) / 1_000_000 + " MB)" : "";
    }

    /** The line that states the reason: the one with a script's RuntimeError, otherwise the first. */
    private static String reason(String message) {
        List<String> lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return "without a reason";
        }
        String line = lines.stream()
                .filter(candidate -> candidate.startsWith("RuntimeError:"))
                .findFirst()
                .orElse(lines.get(0));
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
