package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record of a completed stage, from which a later quickstart decides whether it can reuse the output.
 *
 * @param name the stage's name
 * @param finished when it was completed, in ISO 8601
 * @param key its settings and the identities of its inputs
 * @param result the JSON that its process printed
 * @param seconds wall time, including the start of its process
 * @param peakRssBytes peak resident memory of its process; 0 if it had no process of its own or the kernel does not
 *     report it
 */
record StageRecord(
        String name, String finished, Map<String, String> key, JsonNode result, double seconds, long peakRssBytes) {
    StageRecord {
        key = new TreeMap<>(key);
    }

    /**
     * Identifies this run of the stage. If the stage runs again, everything that was made from its output is out of
     * date.
     */
    String id() {
        return InputFingerprint.of(name + finished + key + result).substring(0, 16);
    }
}
