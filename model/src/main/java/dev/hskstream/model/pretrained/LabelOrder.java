package dev.hskstream.model.pretrained;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * For each label of a task, the index of the head's output with that name. Names are compared exactly or, if that
 * fails, ignoring case and whether words are joined by {@code _}, {@code -} or a space.
 */
@SuppressWarnings("ArrayRecordComponent")
record LabelOrder(int[] outputs) {
    /** Matches the names; empty if the head has other labels, or a name is ambiguous. */
    static Optional<LabelOrder> of(List<String> head, List<String> task) {
        if (head.size() != task.size()) {
            return Optional.empty();
        }
        return of(head, task, UnaryOperator.identity()).or(() -> of(head, task, LabelOrder::plain));
    }

    private static Optional<LabelOrder> of(List<String> head, List<String> task, UnaryOperator<String> form) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < head.size(); i++) {
            if (places.put(form.apply(head.get(i)), i) != null) {
                return Optional.empty();
            }
        }
        int[] outputs = task.stream()
                .map(label -> places.remove(form.apply(label)))
                .mapToInt(place -> place == null ? -1 : place)
                .toArray();
        return Arrays.stream(outputs).anyMatch(place -> place < 0)
                ? Optional.empty()
                : Optional.of(new LabelOrder(outputs));
    }

    private static String plain(String label) {
        return label.strip().replaceAll("[\\s_-]+", "_").toLowerCase(Locale.ROOT);
    }

    /** Whether the outputs are already in the order of the task's labels. */
    boolean isTasks() {
        return Arrays.equals(outputs, IntStream.range(0, outputs.length).toArray());
    }
}
