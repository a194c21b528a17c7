package dev.hskstream.monitor.command;

import dev.hskstream.monitor.retention.Loss;
import dev.hskstream.monitor.retention.RetentionChange;
import dev.hskstream.monitor.retention.RetentionReport;
import dev.hskstream.monitor.retention.RetentionRisk;
import dev.hskstream.monitor.retention.Sizes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What retention limits will remove and which of them were extended, as JSON and as lines of text. */
record RetentionView(RetentionReport report, List<RetentionChange> changes, Instant now) {
    List<Map<String, @Nullable Object>> risks() {
        return report.risks().stream().map(RetentionView::risk).toList();
    }

    private static Map<String, @Nullable Object> risk(RetentionRisk risk) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("set", risk.set());
        view.put("topic", risk.topic());
        if (risk.loss() instanceof Loss.From from) {
            view.put("lossFrom", from.time().toString());
        } else if (risk.loss() instanceof Loss.Above above) {
            view.put("lossAboveBytes", above.bytes());
            view.put("grows", above.grows());
            if (above.now() instanceof Sizes.Known sizes) {
                view.put("largestBytes", sizes.largest());
            } else if (above.now() instanceof Sizes.Unknown unknown) {
                view.put("largestBytes", null);
                view.put("unknown", Map.of("largestBytes", unknown.reason()));
            }
        } else if (risk.loss() instanceof Loss.Unknown unknown) {
            view.put("lossFrom", null);
            view.put("unknown", Map.of("lossFrom", unknown.reason()));
        }
        view.put("readers", risk.readers());
        return view;
    }

    List<Map<String, Object>> extended() {
        return changes.stream()
                .map(change -> {
                    Map<String, Object> view = new LinkedHashMap<>();
                    view.put("topic", change.topic());
                    view.put("property", change.property());
                    view.put("before", change.before());
                    view.put("after", change.after());
                    return view;
                })
                .toList();
    }

    /** One line for each change, risk and problem. */
    Stream<String> lines() {
        Stream<String> extended = changes.stream()
                .map(change -> "extended: " + change.topic() + " has " + change.property() + "=" + change.after()
                        + ", before " + change.before());
        Stream<String> risks = report.risks().stream().map(risk -> "retention: " + line(risk));
        return Stream.concat(
                extended, Stream.concat(risks, report.problems().stream().map(problem -> "?: " + problem)));
    }

    private String line(RetentionRisk risk) {
        String extend = "; hsk lag --set " + risk.set() + " --extend-retention ";
        if (risk.loss() instanceof Loss.Unknown unknown) {
            return risk.topic() + " will lose records, it is not known when: " + unknown.reason();
        }
        if (risk.loss() instanceof Loss.From from) {
            String when = from.time().isAfter(now)
                    ? "from " + from.time().truncatedTo(ChronoUnit.SECONDS) + " on"
                    : "at any moment";
            return risk.topic() + " will lose records " + when + readers(risk) + extend + "TIME keeps them";
        }
        return line(risk, (Loss.Above) risk.loss(), extend + "forever keeps them");
    }

    private static String line(RetentionRisk risk, Loss.Above above, String extend) {
        String larger = "a partition is larger than " + above.bytes() + " bytes";
        if (above.now() instanceof Sizes.Unknown unknown) {
            return risk.topic() + " will lose records when " + larger + readers(risk) + extend
                    + "; how large they are is not known: " + unknown.reason();
        }
        long largest = ((Sizes.Known) above.now()).largest();
        if (largest > above.bytes()) {
            return risk.topic() + " will lose records at any moment: " + larger + ", it has " + largest + readers(risk)
                    + extend;
        }
        String limit = larger + "; the largest has " + largest;
        return above.grows()
                ? risk.topic() + " will lose records when " + limit + readers(risk) + extend
                : risk.topic() + " loses no records, because it does not grow: it would when " + limit;
    }

    private static String readers(RetentionRisk risk) {
        return risk.readers().isEmpty()
                ? ", which only trainings that begin later will miss"
                : ", before " + String.join(", ", risk.readers())
                        + (risk.readers().size() == 1 ? " has" : " have") + " read them";
    }
}
