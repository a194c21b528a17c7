package dev.hskstream.trainer.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a resumed training must know beside its weights.
 *
 * @param bestMetrics of the best evaluation; empty before the first
 * @param bestStep steps done at the best evaluation
 * @param seconds trained before, over all parts
 */
record TrainingProgress(
        Map<String, Double> bestMetrics,
        long bestStep,
        double seconds,
        List<Map<String, Object>> losses,
        List<Map<String, Object>> evaluations) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TrainingProgress none() {
        return new TrainingProgress(new LinkedHashMap<>(), 0, 0, new ArrayList<>(), new ArrayList<>());
    }

    static TrainingProgress fromJson(String json) {
        try {
            return JSON.readValue(json, TrainingProgress.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a checkpoint's progress is no JSON of this version", e);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the progress", e);
        }
    }
}
