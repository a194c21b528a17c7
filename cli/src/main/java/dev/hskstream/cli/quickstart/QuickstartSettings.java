package dev.hskstream.cli.quickstart;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a quickstart.
 *
 * @param workDir directory for all files
 * @param data directory of the user's own data; empty for LanguageTool's sentences
 * @param task the task of the data
 * @param metric the metric that decides; empty for the task's first
 * @param limit number of training samples to use; 0 for all
 * @param teacherEpochs the teacher's epochs over the training split
 * @param teacherLearningRate the teacher's learning rate
 * @param epochs each student's epochs on hidden states, and the same number on predictions; the control has as many
 *     epochs in total
 * @param learningRate the learning rate of the students and the control
 * @param seed seed of the corpus split and of every training
 * @param compression the compression options of {@code produce}
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

    /** The values of the compression options of {@code produce}. */
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

    /** All settings that affect the result, for the report. */
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
