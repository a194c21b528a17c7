package dev.hskstream.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.trainer.certificate.EpochLedger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a resumed training must know besides its weights and moments.
 *
 * @param bestMetrics of the best evaluation; empty before the first
 * @param bestStep steps done at the best evaluation
 * @param seconds seconds trained so far, over all parts of the training
 * @param ledger which samples were trained on; null in checkpoints of versions without it
 * @param changes settings that were changed when the training was resumed
 */
record TrainingProgress(
        Map<String, Double> bestMetrics,
        long bestStep,
        double seconds,
        List<Map<String, Object>> losses,
        List<Map<String, Object>> evaluations,
        EpochLedger.@Nullable State ledger,
        List<String> changes) {
    private static final ObjectMapper JSON = new ObjectMapper();

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
