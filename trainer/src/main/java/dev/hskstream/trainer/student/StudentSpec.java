package dev.hskstream.trainer.student;

import dev.hskstream.model.encoder.Architecture;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a student's shape and first weights come from, as given to {@code --student}. */
public sealed interface StudentSpec {
    /**
     * {@code layers:K}: K layers of the model in {@code --init}, spread evenly, its last one included.
     *
     * @param layers K
     */
    record CopiedLayers(int layers) implements StudentSpec {
        @Override
        public String toString() {
            return "layers:" + layers;
        }
    }

    /**
     * {@code bert:L/H/A/F}, {@code roberta:L/H/A/F}, {@code distilbert:L/H/A/F}: fresh weights.
     *
     * @param layers L
     * @param hidden H, a multiple of A
     * @param heads A
     * @param intermediate F
     */
    record Fresh(Architecture architecture, int layers, int hidden, int heads, int intermediate)
            implements StudentSpec {
        /** Number of token types (segments) of its embeddings. */
        int types() {
            if (!architecture.hasTypes()) {
                return 0;
            }
            return architecture == Architecture.ROBERTA ? 1 : 2;
        }

        @Override
        public String toString() {
            return architecture.modelType() + ":" + layers + "/" + hidden + "/" + heads + "/" + intermediate;
        }
    }

    /**
     * A Hugging Face directory: its shape and weights as they are.
     *
     * @param directory with config.json
     */
    record Pretrained(Path directory) implements StudentSpec {
        @Override
        public String toString() {
            return directory.toString();
        }
    }

    /**
     * Reads {@code layers:K}, {@code bert:L/H/A/F} (or another architecture) or a directory.
     *
     * @throws IllegalArgumentException if a number is missing or not positive, or H is not a multiple of A
     */
    static StudentSpec parse(String spec) {
        if (spec.startsWith("layers:")) {
            Matcher m = Pattern.compile("layers:([1-9]\\d{0,2})").matcher(spec);
            require(m.matches(), spec, "layers:K takes one positive number, e.g. layers:4");
            return new CopiedLayers(Integer.parseInt(m.group(1)));
        }
        Optional<Architecture> named = Architecture.of(spec.substring(0, Math.max(0, spec.indexOf(':'))));
        if (named.isPresent()) {
            return fresh(named.get(), spec);
        }
        return new Pretrained(Path.of(spec));
    }

    private static Fresh fresh(Architecture architecture, String spec) {
        String type = architecture.modelType();
        Matcher m = Pattern.compile("[a-z]+:([1-9]\\d{0,2})/([1-9]\\d{0,4})/([1-9]\\d{0,2})/([1-9]\\d{0,5})")
                .matcher(spec);
        require(m.matches(), spec, type + ":L/H/A/F takes four positive numbers, e.g. " + type + ":4/312/12/1200");
        Fresh fresh = new Fresh(architecture, number(m, 1), number(m, 2), number(m, 3), number(m, 4));
        require(fresh.hidden() % fresh.heads() == 0, spec, "the hidden size must be a multiple of the heads");
        return fresh;
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private static void require(boolean condition, String spec, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("--student \"" + spec + "\": " + rule);
        }
    }
}
