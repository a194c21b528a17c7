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

/** What the quickstart takes from the JSON that its children print: all of it is read here. */
final class ChildResult {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .withConfigOverride(String.class, ChildResult::present)
            .withConfigOverride(Map.class, ChildResult::present)
            .withConfigOverride(List.class, ChildResult::present)
            .build();

    private ChildResult() {}

    /** What {@code hsk import} says. */
    record ImportResult(int layers, long parameters) {}

    /** What {@code hsk load} says. */
    record LoadResult(long devSamples) {}

    /** What {@code hsk seal} says. */
    record SealResult(String set, long samples, double bytesPerSample, double hskShare, String digest) {}

    /** What both trainings say: the deciding metric, its value and how it came to that. */
    record Trained(
            String metric,
            double value,
            Map<String, Double> metrics,
            List<LossPoint> curve,
            List<Evaluation> evaluations) {}

    /** What {@code hsk finetune} says beside that. */
    record FinetuneResult(double majority) {}

    /** What {@code hsk train} says beside that; a student without hidden states has no {@code map}. */
    record TrainResult(boolean hsk, int layers, long parameters, @JsonSetter(nulls = Nulls.SET) @Nullable String map) {}

    /** A metric and its value, where the stage measured one. */
    record Score(String metric, double value) {}

    /** Largest resident memory, which some commands tell of themselves. */
    private record Memory(@Nullable Long peakMemoryBytes) {}

    /**
     * Reads a stage's result.
     *
     * @throws StageFailedException if a field that the type needs is missing or of another kind; the message names it
     */
    static <T> T read(StageRecord stage, Class<T> type) {
        return read(stage.name(), stage.result(), type);
    }

    /** The metric that a stage's headline shows; none if it measured none. */
    static Optional<Score> score(StageRecord stage) {
        return stage.result().hasNonNull("value") ? Optional.of(read(stage, Score.class)) : Optional.empty();
    }

    /** Bytes; 0 if the command does not tell. */
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

    /** Null and absence are failures: {@code @JsonSetter(nulls = Nulls.SET)} names the exceptions. */
    private static void present(MutableConfigOverride type) {
        type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL));
    }
}
