package dev.hskstream.base.timing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The time and memory that a job used.
 *
 * @param times seconds by activity; activities that ran in parallel add up to more than the total
 * @param peakMemoryBytes this process's largest resident memory; 0 if the kernel does not report it
 */
public record Cost(Map<String, Double> times, long peakMemoryBytes) {
    /** The cost up to now. */
    public static Cost of(Map<String, Double> times) {
        return new Cost(times, ProcessMemory.peakRssBytes());
    }

    /** For a command's JSON output: {@code times} and {@code peakMemoryBytes}. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("times", times);
        json.put("peakMemoryBytes", peakMemoryBytes);
        return json;
    }

    /**
     * One line for people: {@code time: forward 20.1 s (93 %), ...; peak memory 1.4 GB}.
     *
     * @param seconds total time of the job, which the percentages refer to
     */
    public String text(double seconds) {
        String spent = times.entrySet().stream()
                .map(part -> String.format(
                        Locale.ROOT,
                        "%s %.1f s (%.0f %%)",
                        part.getKey(),
                        part.getValue(),
                        seconds > 0 ? 100 * part.getValue() / seconds : 0))
                .collect(Collectors.joining(", "));
        String memory =
                peakMemoryBytes == 0 ? "" : String.format(Locale.ROOT, "peak memory %.1f GB", peakMemoryBytes / 1e9);
        String time = spent.isEmpty() ? "" : "time: " + spent;
        return time + (time.isEmpty() || memory.isEmpty() ? "" : "; ") + memory;
    }
}
