package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stage that is done leaves behind, so that a later quickstart can tell whether it would do the same.
 *
 * @param name the stage
 * @param finished when it was done, in ISO 8601
 * @param key its settings and what identifies its inputs
 * @param result the JSON its process printed
 * @param seconds wall time, the start of its process included
 * @param peakRssBytes largest resident memory of its process; 0 if it had none of its own or the kernel does not tell
 */
record StageRecord(
        String name, String finished, Map<String, String> key, JsonNode result, double seconds, long peakRssBytes) {
    StageRecord {
        key = new TreeMap<>(key);
    }

    /** What identifies this run of the stage: what was made from its output is out of date when it runs again. */
    String id() {
        return InputFingerprint.of(name + finished + key + result).substring(0, 16);
    }
}
