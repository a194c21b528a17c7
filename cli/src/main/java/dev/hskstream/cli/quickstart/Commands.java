package dev.hskstream.cli.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of the stages, as a user would type them.
 *
 * @param settings the quickstart's settings
 * @param data the directory with the data
 * @param connection the options with the addresses of Kafka and the registry
 */
record Commands(QuickstartSettings settings, Path data, List<String> connection) {
    private static final int BATCH_SIZE = 32;

    /** All three students learn from the labels too, so that the control lacks nothing but hidden states. */
    private static final double HARD_WEIGHT = 1;

    Path base() {
        return settings.workDir().resolve("base");
    }

    Path teacher() {
        return settings.workDir().resolve("teacher");
    }

    Path model(StudentChoice student) {
        return settings.workDir().resolve("students").resolve(student.name());
    }

    List<String> importBase(Path jar) {
        return line("import", "--from", jar, "--out", base());
    }

    List<String> finetune() {
        List<String> line = line("finetune", "--base", base(), "--task", settings.task(), "--data", data);
        line.addAll(line("--out", teacher(), "--epochs", settings.teacherEpochs(), "--seed", settings.seed()));
        line.addAll(line("--restart", "--learning-rate", settings.teacherLearningRate()));
        evaluations(line, 2);
        limit(line);
        metric(line);
        return line;
    }

    List<String> load(String set) {
        List<String> line = line("load", "--set", set, "--task", settings.task(), "--data", data);
        limit(line);
        line.addAll(connection);
        return line;
    }

    List<String> produce(String set) {
        List<String> line = line("produce", "--set", set, "--teacher", teacher());
        settings.compression().asMap().forEach((option, value) -> line.addAll(List.of("--" + option, value)));
        line.addAll(connection);
        return line;
    }

    List<String> seal(String set) {
        List<String> line = line("seal", "--set", set);
        line.addAll(connection);
        return line;
    }

    List<String> train(String set, StudentChoice student) {
        List<String> line = line("train", "--set", set, "--student", "layers:" + student.layers(), "--init", teacher());
        line.addAll(line("--name", student.name(), "--out", model(student)));
        line.addAll(line("--epochs", settings.epochs(), "--seed", settings.seed(), "--restart"));
        line.addAll(line("--learning-rate", settings.learningRate(), "--hard-weight", HARD_WEIGHT));
        evaluations(line, 4);
        if (!student.hsk()) {
            line.add("--no-hsk");
        }
        metric(line);
        line.addAll(connection);
        return line;
    }

    /** Evaluates several times per epoch if the number of steps is known, so that the report has curves to show. */
    private void evaluations(List<String> line, int perEpoch) {
        long steps = settings.limit() / BATCH_SIZE;
        if (steps >= perEpoch) {
            line.addAll(line("--batch-size", BATCH_SIZE, "--evaluate-every", steps / perEpoch));
        }
    }

    private void limit(List<String> line) {
        if (settings.limit() > 0) {
            line.addAll(List.of("--limit", Long.toString(settings.limit())));
        }
    }

    private void metric(List<String> line) {
        settings.metric().ifPresent(name -> line.addAll(List.of("--metric", name)));
    }

    private static List<String> line(Object... words) {
        List<String> line = new ArrayList<>();
        for (Object word : words) {
            line.add(word.toString());
        }
        return line;
    }
}
