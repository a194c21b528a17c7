package dev.hskstream.integration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of a whole run with the set {@code s} and the student {@code student}: a teacher of three layers and
 * a student that starts from two of them.
 *
 * @param kafka options that connect to Kafka
 * @param data directory of the data set
 * @param teacher directory of the teacher
 * @param work directory of all files
 */
record SmallRun(List<String> kafka, Path data, Path teacher, Path work) {
    /** Writes data and teacher to {@code work}. */
    static SmallRun prepare(List<String> kafka, Path work, int samples, int dev) throws Exception {
        return new SmallRun(
                kafka,
                SmallCola.write(work.resolve("data"), samples, dev),
                SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5),
                work);
    }

    List<Object> load(Object... more) {
        return line(List.of("load", "--set", "s", "--task", "cola", "--data", data), more);
    }

    List<Object> produce(Object... more) {
        return line(List.of("produce", "--set", "s", "--teacher", teacher, "--depth", "2:3"), more);
    }

    List<Object> seal(Object... more) {
        return line(List.of("seal", "--set", "s"), more);
    }

    List<Object> train(Object... more) {
        List<Object> line = new ArrayList<>(List.of("train", "--set", "s", "--name", "student"));
        line.addAll(List.of("--student", "layers:2", "--init", teacher, "--hsk-epochs", 1));
        line.addAll(List.of("--out", work.resolve("student"), "--cache-dir", work.resolve("cache")));
        return line(line, more);
    }

    private List<Object> line(List<Object> words, Object... more) {
        List<Object> line = new ArrayList<>(words);
        line.addAll(List.of(more));
        line.addAll(kafka);
        return line;
    }
}
