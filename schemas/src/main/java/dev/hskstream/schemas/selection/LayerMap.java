package dev.hskstream.schemas.selection;

import dev.hskstream.base.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Maps each student layer to the stored teacher layer that it learns from. */
public final class LayerMap {
    private LayerMap() {}

    /**
     * A student layer and the stored teacher layer that it learns from; 0 is the embeddings of either.
     *
     * @param student layer of the student
     * @param stored one of the stored teacher layers
     */
    public record Pair(int student, int stored) {
        @Override
        public String toString() {
            return student + "<-" + stored;
        }

        private boolean crosses(Pair other) {
            return Integer.signum(student - other.student) * Integer.signum(stored - other.stored) <= 0;
        }
    }

    /**
     * Maps a student to the stored layers. The ideal teacher layer of student layer l is {@code g(l, top)}, where top
     * is the highest stored layer. Pairs are chosen in the order of their distance from the ideal; ties go to the
     * higher student layer. Each layer occurs at most once on either side, and pairs do not cross.
     *
     * @param studentLayers number of encoder layers of the student, at least 1
     * @param storedLayers the stored teacher layers, in any order
     * @return in ascending order of student layer
     * @throws IllegalArgumentException if there is no student layer or no stored layer
     */
    public static List<Pair> of(int studentLayers, int[] storedLayers) {
        Arguments.check(studentLayers >= 1, "layer map", "a student of %d layers has none to map", studentLayers);
        Arguments.check(storedLayers.length > 0, "layer map", "%s", "no teacher layer is stored");
        int top = Arrays.stream(storedLayers).max().getAsInt();
        if (top == 0) {
            // Every ideal layer is 0, so distances decide nothing; embeddings are mapped to embeddings.
            return List.of(new Pair(0, 0));
        }
        List<Pair> taken = new ArrayList<>();
        for (Pair candidate : candidates(studentLayers, storedLayers, top)) {
            if (taken.stream().noneMatch(candidate::crosses)) {
                taken.add(candidate);
            }
        }
        taken.sort(Comparator.comparingInt(Pair::student));
        return List.copyOf(taken);
    }

    /** The mapping in one line: {@code 0<-0 2<-5 4<-10}. */
    public static String describe(List<Pair> map) {
        return map.stream().map(Pair::toString).collect(Collectors.joining(" "));
    }

    private static List<Pair> candidates(int studentLayers, int[] storedLayers, int top) {
        List<Pair> all = new ArrayList<>();
        for (int l = 0; l <= studentLayers; l++) {
            for (int stored : storedLayers) {
                all.add(new Pair(l, stored));
            }
        }
        Comparator<Pair> nearest = Comparator.comparingInt(
                p -> Math.abs(DepthSelection.uniform(p.student(), top, studentLayers) - p.stored()));
        all.sort(nearest.thenComparing(Comparator.comparingInt(Pair::student).reversed())
                .thenComparing(Comparator.comparingInt(Pair::stored).reversed()));
        return all;
    }
}
