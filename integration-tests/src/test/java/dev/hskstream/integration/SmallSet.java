package dev.hskstream.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of a few MB from a teacher with random weights, and the command lines to train on it.
 *
 * @param kafka broker and registry
 * @param work directory of all files
 * @param teacher directory of the teacher
 * @param data directory of the data set
 * @param reading file with client properties that make each fetch small
 */
record SmallSet(LocalKafka kafka, Path work, Path teacher, Path data, Path reading) {
    /** Writes data and teacher to {@code work}; writes nothing to Kafka yet. */
    static SmallSet prepare(LocalKafka kafka, Path work, int samples) throws Exception {
        Path reading = work.resolve("reading.properties");
        Files.writeString(reading, "max.partition.fetch.bytes=16384\nfetch.max.bytes=16384\n");
        return new SmallSet(
                kafka,
                work,
                SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5),
                SmallCola.write(work.resolve("data"), samples, 10),
                reading);
    }

    void load(String set) {
        run("load", "--set", set, "--task", "cola", "--data", data, "--partitions", 2)
                .json();
    }

    void produce(String set) {
        producing(set).json();
    }

    /** Produces the set and returns the result, whether it succeeded or not. */
    HskRun producing(String set) {
        List<Object> line = new ArrayList<>(List.of("produce", "--set", set, "--teacher", teacher));
        line.addAll(List.of("--depth", "all", "--length", "all", "--width", "all", "--values", "float16"));
        return run(line.toArray());
    }

    /** Loads, produces and seals the set {@code s}, with two layers. */
    static void seal(LocalKafka kafka, Path data, Path teacher) {
        HskRun.of(kafka.options(), "load", "--set", "s", "--task", "cola", "--data", data, "--json")
                .json();
        HskRun.of(kafka.options(), "produce", "--set", "s", "--teacher", teacher, "--depth", "2:3", "--json")
                .json();
        HskRun.of(kafka.options(), "seal", "--set", "s", "--json").json();
    }

    /** Seals the set and returns the JSON output. */
    JsonNode seal(String set) {
        return run("seal", "--set", set).json();
    }

    /**
     * Returns the command line of a training of two epochs with small fetches; {@code more} must include {@code
     * --cache-dir}.
     */
    List<Object> train(String set, String name, Object... more) {
        List<Object> line =
                new ArrayList<>(List.of("train", "--set", set, "--name", name, "--out", work.resolve(name)));
        line.addAll(List.of("--student", "bert:1/32/2/64", "--epochs", 1, "--hsk-epochs", 1, "--batch-size", 8));
        line.addAll(List.of("--threads", 1, "--json", "--kafka-config", reading));
        line.addAll(List.of(more));
        line.addAll(kafka.options());
        return line;
    }

    /** Returns the weights file that the training of that name wrote. */
    byte[] weights(String name) throws Exception {
        return Files.readAllBytes(work.resolve(name).resolve("model.safetensors"));
    }

    HskRun run(Object... arguments) {
        List<String> more = new ArrayList<>(kafka.options());
        more.add("--json");
        return HskRun.of(more, arguments);
    }

    HskRun run(List<Object> line) {
        return HskRun.of(List.of(), line.toArray());
    }
}
