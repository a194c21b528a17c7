package dev.hskstream.trainer.evaluation;

import dev.hskstream.base.UserException;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.model.tokenizer.TokenizedText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Labelled samples to evaluate on.
 *
 * @param name {@code dev}, {@code dev-matched} or {@code dev-mismatched}
 * @param labels class index or regression value of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record DevSplit(String name, List<TokenizedText> rows, double[] labels) {
    /** The split with its first {@code count} rows only. */
    public DevSplit first(int count) {
        int size = Math.min(count, rows.size());
        return new DevSplit(name, rows.subList(0, size), Arrays.copyOf(labels, size));
    }

    /** Whether any row has a second segment. */
    public boolean pairs() {
        return rows.stream().anyMatch(row -> row.secondSegment() < row.ids().length);
    }

    /** Tokenizes every split. */
    public static List<DevSplit> all(Map<String, List<Example>> splits, SubwordTokenizer tokenizer, int maxLength) {
        return splits.entrySet().stream()
                .map(split -> of(split.getKey(), split.getValue(), tokenizer, maxLength))
                .toList();
    }

    /** Tokenizes the examples, all of which must have labels. */
    public static DevSplit of(String name, List<Example> examples, SubwordTokenizer tokenizer, int maxLength) {
        return new DevSplit(
                name,
                tokenizer.encodeAll(examples, maxLength),
                examples.stream()
                        .mapToDouble(example -> example.label()
                                .orElseThrow(() -> new UserException(name + " sample " + example.index()
                                        + " has no label; models can only be evaluated on labelled samples")))
                        .toArray());
    }
}
