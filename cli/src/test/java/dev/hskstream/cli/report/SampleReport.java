package dev.hskstream.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A report with invented numbers of realistic size. */
final class SampleReport {
    private SampleReport() {}

    static QuickstartReport report() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("corpus", 1.4);
        seconds.put("import", 4.8);
        seconds.put("teacher", 131.2);
        seconds.put("load", 5.1);
        seconds.put("produce", 52.6);
        seconds.put("seal", 4.2);
        seconds.put("student-4", 74.1);
        seconds.put("student-6", 101.9);
        seconds.put("control-4", 61.3);
        seconds.put(QuickstartReport.TOTAL, 436.6);
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("quickstart", 612_000_000L);
        memory.put("teacher", 2_140_000_000L);
        memory.put("produce", 1_420_000_000L);
        memory.put("student-4", 1_730_000_000L);
        return new QuickstartReport(
                "2026-01-02T03:04:05Z",
                "cola",
                "accuracy",
                model("teacher", false, 0.783, 12, 33_360_000, 425, false),
                new QuickstartReport.Majority(0.5),
                List.of(
                        model("student-4", true, 0.704, 4, 19_170_000, 850, true),
                        model("student-6", true, 0.738, 6, 22_720_000, 850, true),
                        model("control-4", false, 0.691, 4, 19_170_000, 850, true)),
                new SetResult(
                        "quickstart-1a2b3c4d",
                        14_600,
                        1638,
                        4312.4,
                        0.0213,
                        Map.of("depth", "4:10"),
                        "9f86d081884c7d65"),
                seconds,
                memory,
                List.of("corpus"),
                Map.of("seed", "1", "epochs", "2"),
                new Machine("AMD <EPYC>", 2, 16_000_000_000L, "Linux amd64"),
                Map.of("hsk-stream", "0.1.0"));
    }

    private static ModelResult model(
            String name, boolean hsk, double value, int layers, long parameters, int steps, boolean student) {
        List<LossPoint> curve = IntStream.rangeClosed(1, steps / 17)
                .mapToObj(i -> loss(i * 17L, i * 17.0 / steps, hsk, student))
                .toList();
        List<Evaluation> evaluations = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new Evaluation(
                        steps * i / 5, i / 5.0, 0.5 + (value - 0.5) * (1 - Math.exp(-i * 0.9)) / (1 - Math.exp(-4.5))))
                .toList();
        String map = hsk ? "0<-0 1<-2 2<-5 3<-8 4<-10" : "";
        return new ModelResult(
                name,
                hsk,
                value,
                Map.of("accuracy", value),
                layers,
                parameters,
                parameters * 4,
                61.3,
                map,
                curve,
                evaluations);
    }

    private static LossPoint loss(long step, double done, boolean hsk, boolean student) {
        double wave = 0.03 * Math.sin(step * 0.7);
        double hard = 0.69 - 0.22 * done + wave;
        boolean states = hsk && done < 0.5;
        if (!student) {
            return new LossPoint(step, hard, null, null, null);
        }
        return states
                ? new LossPoint(step, 0.4, 0.9 * Math.exp(-3 * done) + wave, null, null)
                : new LossPoint(step, hard, null, 0.6 * hard, hard);
    }
}
