package dev.hskstream.cli.quickstart;

import dev.hskstream.cli.report.Machine;
import dev.hskstream.cli.report.ModelResult;
import dev.hskstream.cli.report.QuickstartReport;
import dev.hskstream.cli.report.SetResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Assembles the report from the stages' records. */
final class ReportBuilder {
    private final Map<String, StageRecord> stages;
    private final ToLongFunction<String> weightBytes;

    /** @param weightBytes returns the size of a model's weights by the name of the stage that made it */
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
                read("teacher", ChildResult.Trained.class).metric(),
                teacher(),
                new QuickstartReport.Majority(
                        read("teacher", ChildResult.FinetuneResult.class).majority()),
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
        ChildResult.ImportResult base = read("import", ChildResult.ImportResult.class);
        return model("teacher", false, base.layers(), base.parameters(), "");
    }

    private ModelResult student(StudentChoice choice) {
        ChildResult.TrainResult student = read(choice.name(), ChildResult.TrainResult.class);
        String map = student.hsk() && student.map() != null ? student.map() : "";
        return model(choice.name(), student.hsk(), student.layers(), student.parameters(), map);
    }

    private ModelResult model(String stage, boolean hsk, int layers, long parameters, String map) {
        ChildResult.Trained trained = read(stage, ChildResult.Trained.class);
        return new ModelResult(
                stage,
                hsk,
                trained.value(),
                trained.metrics(),
                layers,
                parameters,
                weightBytes.applyAsLong(stage),
                record(stage).seconds(),
                map,
                trained.curve(),
                trained.evaluations());
    }

    private SetResult set(QuickstartSettings settings) {
        ChildResult.SealResult sealed = read("seal", ChildResult.SealResult.class);
        return new SetResult(
                sealed.set(),
                sealed.samples(),
                read("load", ChildResult.LoadResult.class).devSamples(),
                sealed.bytesPerSample(),
                sealed.hskShare(),
                settings.compression().asMap(),
                sealed.digest());
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

    private <T> T read(String stage, Class<T> type) {
        return ChildResult.read(record(stage), type);
    }
}
