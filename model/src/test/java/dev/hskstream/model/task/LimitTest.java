package dev.hskstream.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A limited data set is a random sample, not the first rows, because files are often sorted by label. */
class LimitTest {
    private static final Task TASK = new Task("csv", List.of("a", "b"), false, false, List.of("accuracy"));

    @Test
    void drawsOfASortedFileHaveBothClasses() {
        assertThat(sorted(1000).limited(50, 1).train())
                .extracting(e -> e.label().orElseThrow())
                .contains(0.0, 1.0);
    }

    @Test
    void keepsTheOrderAndNumbersAnew() {
        for (int rows : new int[] {1, 7, 99, 100}) {
            List<Example> drawn = sorted(100).limited(rows, rows).train();
            List<Integer> origins =
                    drawn.stream().map(e -> Integer.parseInt(e.text())).toList();
            assertThat(drawn).hasSize(rows);
            assertThat(origins).isSorted().doesNotHaveDuplicates();
            for (int i = 0; i < rows; i++) {
                assertThat(drawn.get(i).index()).isEqualTo(i);
                assertThat(drawn.get(i).label())
                        .isEqualTo(sorted(100).train().get(origins.get(i)).label());
            }
        }
    }

    @Test
    void isTheSameForTheSameSeedOnly() {
        assertThat(sorted(100).limited(10, 3)).isEqualTo(sorted(100).limited(10, 3));
        Set<String> fingerprints = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            fingerprints.add(sorted(100).limited(10, seed).fingerprint());
        }
        assertThat(fingerprints).hasSize(20);
    }

    @Test
    void drawsEveryRowEquallyOften() {
        int[] times = new int[20];
        for (long seed = 0; seed < 2000; seed++) {
            sorted(20).limited(5, seed).train().forEach(e -> times[Integer.parseInt(e.text())]++);
        }
        // Binomial(2000, 1/4): the mean is 500 and the standard deviation 19.4; the bounds are five of them away.
        assertThat(Arrays.stream(times).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(403, 597));
    }

    @Test
    void leavesDataAloneThatAreNoMore() {
        TaskData data = sorted(10);
        assertThat(data.limited(0, 1)).isSameAs(data);
        assertThat(data.limited(10, 1)).isSameAs(data);
        assertThat(data.limited(11, 1)).isSameAs(data);
    }

    private static TaskData sorted(int rows) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            examples.add(new Example(i, Integer.toString(i), null, OptionalDouble.of(i < rows / 2 ? 0 : 1)));
        }
        return new TaskData(TASK, examples, Map.of());
    }
}
