package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.cli.report.Evaluation;
import dev.hskstream.cli.report.LossPoint;
import dev.hskstream.cli.report.Machine;
import dev.hskstream.cli.report.ModelResult;
import dev.hskstream.cli.report.QuickstartReport;
import dev.hskstream.cli.report.SetResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Puts together what the stages measured; numbers come from their records and from nowhere else. */
final class ReportBuilder {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, StageRecord> stages;
    private final ToLongFunction<String> weightBytes;

    /** {@code weightBytes} tells the size of a model's weights by the name of the stage that made it. */
    ReportBuilder(Map<String, StageRecord> stages, ToLongFunction<String> weightBytes) {
        this.stages = stages;
        this.weightBytes = weightBytes;
    }

    QuickstartReport build(
            String createdAt,
            QuickstartSettings settings,
            Set<String> reused,
            long ownPeakRssBytes,
            Machine machine,
            Map<String, String> versions) {
        return new QuickstartReport(
                createdAt,
                settings.task(),
                result("teacher").path("metric").asText(),
                teacher(),
                new QuickstartReport.Majority(result("teacher").path("majority").asDouble()),
                StudentChoice.ALL.stream().map(this::student).toList(),
                set(settings),
                seconds(),
                memory(ownPeakRssBytes),
                List.copyOf(reused),
                settings.asMap(),
                machine,
                versions);
    }

    private ModelResult teacher() {
        JsonNode base = result("import");
        JsonNode tuned = result("teacher");
        return model(
                "teacher",
                false,
                tuned.path("layers").asInt(base.path("layers").asInt()),
                tuned.path("parameters").asLong(base.path("parameters").asLong()));
    }

    private ModelResult student(StudentChoice student) {
        JsonNode trained = result(student.name());
        return model(
                student.name(),
                trained.path("hsk").asBoolean(student.hsk()),
                trained.path("layers").asInt(student.layers()),
                trained.path("parameters").asLong());
    }

    private ModelResult model(String stage, boolean hsk, int layers, long parameters) {
        JsonNode trained = result(stage);
        return new ModelResult(
                stage,
                hsk,
                trained.path("value").asDouble(),
                read(trained.path("metrics"), new TypeReference<Map<String, Double>>() {}, Map.of()),
                layers,
                parameters,
                weightBytes.applyAsLong(stage),
                record(stage).seconds(),
                hsk ? text(trained.path("map")) : "",
                read(trained.path("curve"), new TypeReference<List<LossPoint>>() {}, List.of()),
                read(trained.path("evaluations"), new TypeReference<List<Evaluation>>() {}, List.of()));
    }

    private SetResult set(QuickstartSettings settings) {
        JsonNode sealed = result("seal");
        JsonNode loaded = result("load");
        return new SetResult(
                sealed.path("set").asText(),
                sealed.path("samples").asLong(),
                loaded.path("devSamples").asLong(),
                sealed.path("bytesPerSample").asDouble(),
                sealed.path("hskShare").asDouble(),
                settings.compression().asMap(),
                sealed.path("digest").asText());
    }

    private Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        stages.forEach((name, stage) -> seconds.put(name, stage.seconds()));
        double total =
                stages.values().stream().mapToDouble(StageRecord::seconds).sum();
        seconds.put(QuickstartReport.TOTAL, Math.round(total * 1000) / 1000.0);
        return seconds;
    }

    private Map<String, Long> memory(long ownPeakRssBytes) {
        Map<String, Long> peaks = new LinkedHashMap<>();
        peaks.put("quickstart", ownPeakRssBytes);
        stages.forEach((name, stage) -> peaks.put(name, stage.peakRssBytes()));
        peaks.values().removeIf(bytes -> bytes == 0);
        return peaks;
    }

    private StageRecord record(String stage) {
        StageRecord record = stages.get(stage);
        if (record == null) {
            throw new IllegalStateException("the stage " + stage + " was not run");
        }
        return record;
    }

    private JsonNode result(String stage) {
        return record(stage).result();
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : node.isMissingNode() ? "" : node.toString();
    }

    private static <T> T read(JsonNode node, TypeReference<T> type, T missing) {
        return node.isMissingNode() || node.isNull() ? missing : MAPPER.convertValue(node, type);
    }
}
