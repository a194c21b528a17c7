package dev.hskstream.schemas.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {
    @Test
    void agreesWithSortingThemAll() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            int n = 1 + random.nextInt(60);
            // Few distinct scores, so that ties are common.
            float[] scores = new float[n];
            for (int i = 0; i < n; i++) {
                scores[i] = random.nextInt(1 + random.nextInt(20)) - 5;
            }
            int k = 1 + random.nextInt(n);
            int[] sorted = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i))
                    .mapToInt(i -> i)
                    .limit(k)
                    .toArray();

            assertThat(TopK.descending(scores, n, k)).containsExactly(sorted);
            assertThat(TopK.ascending(scores, n, k))
                    .containsExactly(IntStream.of(sorted).sorted().toArray());
        }
    }

    @Test
    void takesNegativeZeroForZero() {
        assertThat(TopK.descending(new float[] {-0f, 0f, -1f}, 3, 2)).containsExactly(0, 1);
    }
}
