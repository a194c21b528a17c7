package dev.hskstream.schemas.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.selection.DepthSelection;
import dev.hskstream.schemas.selection.LengthSelection;
import dev.hskstream.schemas.selection.WidthSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the selections and the sample layout with an implementation that follows the text of schemas/README.md. */
class ReadmeSelectionTest {
    private final Random random = new Random(42);

    @Test
    void depth() {
        for (int students = 1; students <= 12; students++) {
            for (int top = 1; top <= 24; top++) {
                List<Integer> all = new ArrayList<>();
                for (int l = 0; l <= students; l++) {
                    int layer = halfToEven(l * top, students);
                    if (!all.contains(layer)) {
                        all.add(layer);
                    }
                }
                assertLayers(students + ":" + top, all);
                for (int keep = 1; keep <= students + 1; keep++) {
                    assertLayers(
                            students + ":" + top + ":" + keep, all.subList(Math.max(0, all.size() - keep), all.size()));
                }
            }
        }
        assertLayers("all", IntStream.rangeClosed(0, 24).boxed().toList());
        assertLayers("0,5,10", List.of(0, 5, 10));
    }

    /** Uses integer arithmetic only, so that it does not share any rounding with the code under test. */
    private static int halfToEven(int numerator, int denominator) {
        int whole = numerator / denominator;
        int twice = 2 * (numerator % denominator);
        return twice > denominator || (twice == denominator && whole % 2 == 1) ? whole + 1 : whole;
    }

    private static void assertLayers(String spec, List<Integer> expected) {
        assertThat(DepthSelection.parse(spec).layers(24))
                .as(spec)
                .isEqualTo(expected.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void length() {
        for (int round = 0; round < 500; round++) {
            int tokens = 1 + random.nextInt(20);
            int keep = 1 + random.nextInt(20);
            float[] importance = new float[tokens];
            boolean[] separator = new boolean[tokens];
            for (int t = 0; t < tokens; t++) {
                importance[t] = random.nextInt(6);
                separator[t] = random.nextInt(5) == 0;
            }
            Comparator<Integer> important =
                    Comparator.<Integer>comparingDouble(t -> -importance[t]).thenComparing(Comparator.naturalOrder());
            assertTokens("all", importance, separator, all(tokens));
            assertTokens(keep + ":left", importance, separator, all(tokens).limit(keep));
            assertTokens(
                    keep + ":attention",
                    importance,
                    separator,
                    all(tokens).sorted(important).limit(keep));
            assertTokens(
                    keep + ":attention-no-sep",
                    importance,
                    separator,
                    all(tokens)
                            .sorted(Comparator.<Integer, Boolean>comparing(t -> separator[t])
                                    .thenComparing(important))
                            .limit(keep));
        }
    }

    private static Stream<Integer> all(int count) {
        return IntStream.range(0, count).boxed();
    }

    private static void assertTokens(String spec, float[] importance, boolean[] separator, Stream<Integer> expected) {
        assertThat(LengthSelection.parse(spec).select(importance, separator, importance.length))
                .as(spec)
                .isEqualTo(expected.mapToInt(Integer::intValue).toArray());
    }

    @Test
    void width() {
        for (int round = 0; round < 500; round++) {
            int hidden = 1 + random.nextInt(50);
            int tokens = 1 + random.nextInt(5);
            double fraction = (1 + random.nextInt(20)) / 20.0;
            int w = Math.max(1, (int) Math.rint(fraction * hidden));
            float[] rows = new float[tokens * hidden];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.nextInt(5) - 2;
            }
            double[] sums = new double[hidden];
            for (int i = 0; i < rows.length; i++) {
                sums[i % hidden] += Math.abs(rows[i]);
            }
            int[] largest = all(hidden)
                    .sorted(Comparator.<Integer>comparingDouble(u -> -sums[u]).thenComparing(Comparator.naturalOrder()))
                    .limit(w)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            assertUnits(fraction + ":magnitude", rows, tokens, hidden, largest);
            assertUnits(
                    fraction + ":uniform",
                    rows,
                    tokens,
                    hidden,
                    IntStream.range(0, w).map(i -> i * hidden / w).toArray());
            assertUnits(fraction + ":random:" + round, rows, tokens, hidden, drawn(round, hidden, w));
            assertUnits(fraction + ":random", rows, tokens, hidden, drawn(0, hidden, w));
            assertUnits("all", rows, tokens, hidden, IntStream.range(0, hidden).toArray());
        }
    }

    /** The shuffle of the text: for i = 0, 1, ..., swap the units at i and at i + nextInt(H - i). */
    private static int[] drawn(long seed, int hidden, int w) {
        List<Integer> units = new ArrayList<>(all(hidden).toList());
        Random draw = new Random(seed);
        for (int i = 0; i < w; i++) {
            Collections.swap(units, i, i + draw.nextInt(hidden - i));
        }
        return units.stream().limit(w).mapToInt(Integer::intValue).sorted().toArray();
    }

    private static void assertUnits(String spec, float[] rows, int tokens, int hidden, int[] expected) {
        assertThat(WidthSelection.parse(spec).select(rows, tokens, hidden).units())
                .as("%s of %d", spec, hidden)
                .isEqualTo(expected);
    }

    @Test
    void setWideMasksAreTheManifestsBitmap() {
        for (String spec : List.of("0.3:uniform", "0.3:random:7")) {
            WidthSelection selection = WidthSelection.parse(spec);
            int[] units = selection.select(new float[37], 1, 37).units();
            byte[] bitmap = new byte[(37 + 7) / 8];
            for (int u : units) {
                bitmap[u / 8] |= (byte) (1 << u % 8);
            }
            assertThat(selection.setWide(37).orElseThrow().toBitmap()).isEqualTo(bitmap);
        }
    }

    @Test
    void aSampleIsInThePartitionOfItsBlockAndEachPartitionIsInTheOrderOfIndices() {
        for (int round = 0; round < 50; round++) {
            int samples = 1 + random.nextInt(5_000);
            int partitions = 1 + random.nextInt(7);
            SampleLayout layout = new SampleLayout(samples, partitions);
            long[] next = new long[partitions];
            for (int index = 0; index < samples; index++) {
                int partition = index / 256 % partitions;
                assertThat(layout.partition(index)).isEqualTo(partition);
                assertThat(layout.ordinal(index)).isEqualTo(next[partition]);
                assertThat(layout.index(partition, next[partition])).isEqualTo(index);
                next[partition]++;
            }
            for (int partition = 0; partition < partitions; partition++) {
                assertThat(layout.count(partition)).isEqualTo(next[partition]);
            }
        }
    }
}
