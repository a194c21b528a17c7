package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.cli.report.Evaluation;
import dev.hskstream.cli.report.LossPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the quickstart needs from the JSON output of its child processes. */
final class ChildResult {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .withConfigOverride(String.class, ChildResult::present)
            .withConfigOverride(Map.class, ChildResult::present)
            .withConfigOverride(List.class, ChildResult::present)
            .build();

    private ChildResult() {}

    /** Fields of the output of {@code hsk import}. */
    record ImportResult(int layers, long parameters) {}

    /** Fields of the output of {@code hsk load}. */
    record LoadResult(long devSamples) {}

    /** Fields of the output of {@code hsk seal}. */
    record SealResult(String set, long samples, double bytesPerSample, double hskShare, String digest) {}

    /** Fields of the output of {@code finetune} and {@code train}: the deciding metric, its value, and the curves. */
    record Trained(
            String metric,
            double value,
            Map<String, Double> metrics,
            List<LossPoint> curve,
            List<Evaluation> evaluations) {}

    /** Further fields of the output of {@code hsk finetune}. */
    record FinetuneResult(double majority) {}

    /**
     * Further fields of the output of {@code hsk train}. A student that does not learn from hidden states has no
     * {@code map}.
     */
    record TrainResult(boolean hsk, int layers, long parameters, @JsonSetter(nulls = Nulls.SET) @Nullable String map) {}

    /** A metric and its value, if the stage measured one. */
    record Score(String metric, double value) {}

    /** Peak resident memory, which some commands report themselves. */
    private record Memory(@Nullable Long peakMemoryBytes) {}

    /**
     * Reads a stage's result.
     *
     * @throws StageFailedException if a field is missing or has another type; the message names it
     */
    static <T> T read(StageRecord stage, Class<T> type) {
        return read(stage.name(), stage.result(), type);
    }

    /** The metric to show in a stage's headline; empty if it measured none. */
    static Optional<Score> score(StageRecord stage) {
        return stage.result().hasNonNull("value") ? Optional.of(read(stage, Score.class)) : Optional.empty();
    }

    /** The peak resident memory in bytes; 0 if the command does not report it. */
    static long peakMemory(String stage, JsonNode result) {
        Long peak = read(stage, result, Memory.class).peakMemoryBytes();
        return peak == null ? 0 : peak;
    }

    private static <T> T read(String stage, JsonNode result, Class<T> type) {
        try {
            return MAPPER.treeToValue(result, type);
        } catch (JsonProcessingException e) {
            throw new StageFailedException(
                    stage,
                    "its result does not say " + field(e) + "; remove stages/" + stage
                            + ".json from the work directory to do the stage again");
        }
    }

    private static String field(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? '"' + mapping.getPath().get(0).getFieldName() + '"'
                : e.getOriginalMessage();
    }

    /** Refuses null and missing values, except in components with {@code @JsonSetter(nulls = Nulls.SET)}. */
    private static void present(MutableConfigOverride type) {
        type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL));
    }
}
