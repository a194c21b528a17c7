package dev.hskstream.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.trainer.certificate.EpochLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a resumed training must know beside its weights.
 *
 * @param bestMetrics of the best evaluation; empty before the first
 * @param bestStep steps done at the best evaluation
 * @param seconds trained before, over all parts
 * @param ledger which samples were trained on; null before the first step
 * @param changes settings that were changed on the way
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

    static TrainingProgress none() {
        return new TrainingProgress(new LinkedHashMap<>(), 0, 0, new ArrayList<>(), new ArrayList<>(), null, List.of());
    }

    /** This, with another best evaluation. */
    TrainingProgress best(Map<String, Double> metrics, long step) {
        return new TrainingProgress(metrics, step, seconds, losses, evaluations, ledger, changes);
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
