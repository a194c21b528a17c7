package dev.hskstream.schemas.selection;

import dev.hskstream.base.Arguments;
import dev.hskstream.base.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Selects the teacher layers that are stored. Layer 0 is the embeddings' output, layer l the output of the l-th encoder
 * layer.
 */
public sealed interface DepthSelection {

    /**
     * The layers to store.
     *
     * @param teacherLayers number of encoder layers of the teacher
     * @return in ascending order, unique, each in {@code 0..teacherLayers}
     * @throws UsageException if the selection names a layer that the teacher does not have
     */
    int[] layers(int teacherLayers);

    /**
     * Parses {@code all}, a list of layers such as {@code 0,5,10}, or {@code N:TOP[:KEEP]}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static DepthSelection parse(String spec) {
        if (spec.equals("all")) {
            return new All();
        }
        Spec read = new Spec("depth", spec, "all, N:TOP, N:TOP:KEEP or a list of layers such as 0,5,10");
        return spec.contains(":") ? Uniform.of(read) : Listed.of(read);
    }

    /**
     * The paper's uniform mapping g(l, top) from an n-layer student to the teacher's lowest {@code top} layers:
     * {@code rint(l * top / n)}, half to even.
     */
    static int uniform(int l, int top, int n) {
        return (int) Math.rint((double) l * top / n);
    }

    /** Every layer. */
    record All() implements DepthSelection {
        @Override
        public int[] layers(int teacherLayers) {
            return IntStream.rangeClosed(0, teacherLayers).toArray();
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    /**
     * The highest {@code keep} of the layers {@code g(l, top)} for l = 0..students.
     *
     * @param students number of layers of the student that the layers are selected for
     * @param top the highest teacher layer that is used
     * @param keep number of layers to store, at most {@code students + 1}
     */
    record Uniform(int students, int top, int keep) implements DepthSelection {
        /** @throws IllegalArgumentException if a number is out of range */
        public Uniform {
            Arguments.check(students >= 1, "depth", "N = %d must be at least 1", students);
            Arguments.check(top >= 1, "depth", "TOP = %d must be at least 1", top);
            Arguments.check(keep >= 1 && keep <= students + 1, "depth", "KEEP = %d must be 1..N+1", keep);
        }

        static Uniform of(Spec spec) {
            List<String> parts = spec.split(":", 2, 3);
            int students = spec.integer(parts.get(0));
            int keep = parts.size() == 3 ? spec.integer(parts.get(2)) : students + 1;
            return new Uniform(students, spec.integer(parts.get(1)), keep);
        }

        @Override
        public int[] layers(int teacherLayers) {
            checkLayer(this, top, teacherLayers);
            int[] all = IntStream.rangeClosed(0, students)
                    .map(l -> uniform(l, top, students))
                    .distinct()
                    .toArray();
            return Arrays.copyOfRange(all, Math.max(0, all.length - keep), all.length);
        }

        @Override
        public String toString() {
            return students + ":" + top + (keep == students + 1 ? "" : ":" + keep);
        }
    }

    /**
     * An explicit list of layers.
     *
     * @param layers in ascending order, unique
     */
    record Listed(List<Integer> layers) implements DepthSelection {
        /** @throws IllegalArgumentException if the list is empty or has a negative layer */
        public Listed {
            layers = layers.stream().distinct().sorted().toList();
            Arguments.check(!layers.isEmpty(), "depth", "%s", "no layer is named");
            Arguments.check(layers.get(0) >= 0, "depth", "layer %d is negative", layers.get(0));
        }

        static Listed of(Spec spec) {
            return new Listed(spec.split(",", 1, Integer.MAX_VALUE).stream()
                    .map(spec::integer)
                    .toList());
        }

        @Override
        public int[] layers(int teacherLayers) {
            checkLayer(this, layers.get(layers.size() - 1), teacherLayers);
            return layers.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public String toString() {
            return layers.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    private static void checkLayer(DepthSelection wanted, int layer, int teacherLayers) {
        if (layer > teacherLayers) {
            throw new UsageException("--depth " + wanted + ": there is no layer " + layer + " in a teacher of "
                    + teacherLayers + " layers; take layers from 0 to " + teacherLayers);
        }
    }
}
