package dev.hskstream.cli.quickstart;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a quickstart is to do.
 *
 * @param workDir where everything goes
 * @param data the user's own data; none means the sentences of LanguageTool
 * @param task the task of the data
 * @param metric the metric that decides; none means the task's first
 * @param limit how many training samples are used; 0 means all
 * @param teacherEpochs passes of the teacher over the training split
 * @param teacherLearningRate of the teacher
 * @param epochs passes of every student over hidden states, and then over predictions; the control has as many in all
 * @param learningRate of every student and of the control
 * @param seed of the corpus split and of every training
 * @param compression the options of {@code produce} that say what is kept
 */
record QuickstartSettings(
        Path workDir,
        Optional<Path> data,
        String task,
        Optional<String> metric,
        long limit,
        int teacherEpochs,
        double teacherLearningRate,
        int epochs,
        double learningRate,
        long seed,
        Compression compression) {

    QuickstartSettings {
        requireAtLeast("--limit", limit, 0);
        requireAtLeast("--teacher-epochs", teacherEpochs, 1);
        requireAtLeast("--epochs", epochs, 1);
    }

    /** Selections and value encoding, as {@code produce} takes them. */
    record Compression(String depth, String length, String width, String values) {
        Map<String, String> asMap() {
            Map<String, String> map = new LinkedHashMap<>();
            map.put("depth", depth);
            map.put("length", length);
            map.put("width", width);
            map.put("values", values);
            return map;
        }
    }

    /** For the report: everything that changes what comes out. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("data", data.map(Path::toString).orElse("LanguageTool's English examples, split by rule"));
        map.put("task", task);
        metric.ifPresent(name -> map.put("metric", name));
        map.put("limit", limit == 0 ? "all" : Long.toString(limit));
        map.put("teacher-epochs", Integer.toString(teacherEpochs));
        map.put("teacher-learning-rate", Double.toString(teacherLearningRate));
        map.put("epochs", Integer.toString(epochs));
        map.put("learning-rate", Double.toString(learningRate));
        map.put("seed", Long.toString(seed));
        return map;
    }

    private static void requireAtLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(option + " is " + value + "; it has to be at least " + least);
        }
    }
}
