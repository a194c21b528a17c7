package dev.hskstream.model.task;

import dev.hskstream.model.formats.TensorDigest;
import dev.hskstream.model.random.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A labelled data set in memory.
 *
 * @param train the training split; empty if only dev splits were read
 * @param dev the dev splits by name: {@code dev}, or {@code dev-matched} and {@code dev-mismatched}
 */
public record TaskData(Task task, List<Example> train, Map<String, List<Example>> dev) {
    public TaskData {
        train = List.copyOf(train);
        dev = Collections.unmodifiableMap(new LinkedHashMap<>(dev));
    }

    /**
     * Draws training rows without replacement, keeps their order and renumbers them. The choice depends only on the
     * seed and the number of rows.
     *
     * @param rows number of rows; all are kept if it is 0 or exceeds their number
     */
    public TaskData limited(int rows, long seed) {
        if (rows == 0 || rows >= train.size()) {
            return this;
        }
        int[] drawn = Arrays.copyOf(SplitMix64.of("limit", seed).permutation(train.size()), rows);
        Arrays.sort(drawn);
        List<Example> limited = new ArrayList<>(rows);
        for (int index : drawn) {
            Example example = train.get(index);
            limited.add(new Example(limited.size(), example.text(), example.pair(), example.label()));
        }
        return new TaskData(task, limited, dev);
    }

    /** SHA-256 over the task and every sample of every split, hexadecimal. */
    public String fingerprint() {
        TensorDigest fingerprint = new TensorDigest().add("hsk-data-1").add(task.name());
        fingerprint.add(task.labels().size());
        task.labels().forEach(fingerprint::add);
        add(fingerprint, "train", train);
        dev.forEach((split, examples) -> add(fingerprint, split, examples));
        return fingerprint.hex();
    }

    private static void add(TensorDigest fingerprint, String split, List<Example> examples) {
        fingerprint.add(split).add(examples.size());
        for (Example example : examples) {
            fingerprint.add(example.index()).add(example.text());
            fingerprint.add(example.pair() == null ? 0 : 1).add(example.pair() == null ? "" : example.pair());
            fingerprint.add(example.label().isPresent() ? 1 : 0);
            fingerprint.add(Double.doubleToLongBits(example.label().orElse(0)));
        }
    }
}
