package dev.hskstream.producer.audit;

import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Compares one sample's stored knowledge with what its teacher computes now. Token ids, segments, labels and layers
 * must be equal. Logits may differ by the {@link Tolerance}, hidden states by the tolerance plus the error of the value
 * encoding. The kept tokens and units must be those that the compression selects.
 */
final class Comparison {
    private final ValueEncoding encoding;
    private final List<Integer> layers;
    private final int hidden;
    private final Tolerance noise;
    private final TokenCheck tokens;
    private final UnitCheck units;

    /**
     * Creates a comparison for a set.
     *
     * @param compression the set's compression
     * @param layers the teacher layers that the set stores, ascending
     * @param hidden the teacher's hidden size
     * @param separatorId the id of the tokenizer's separator token
     * @param noise the tolerance for the set's precision
     */
    Comparison(Compression compression, List<Integer> layers, int hidden, int separatorId, Tolerance noise) {
        this.encoding = compression.values();
        this.layers = List.copyOf(layers);
        this.hidden = hidden;
        this.noise = noise;
        this.tokens = new TokenCheck(compression.length(), separatorId, noise);
        this.units = new UnitCheck(compression.width(), noise);
    }

    /**
     * Compares one sample.
     *
     * @param stored the sample's decoded knowledge record
     * @param fresh what the teacher computes for the sample now
     * @param label the sample's label, as it was loaded
     */
    Finding compare(Knowledge stored, Reference fresh, OptionalDouble label) {
        String wrong = facts(stored, fresh, label);
        if (wrong != null) {
            return new Finding(0, 0, 0, wrong);
        }
        Largest logits = new Largest(noise);
        Largest values = new Largest(noise);
        logits(stored.logits(), fresh.logits(), logits);
        for (LayerBlock block : stored.layers()) {
            if (values.wrong == null) {
                layer(block, fresh, values);
            }
        }
        String first = logits.wrong != null ? logits.wrong : values.wrong;
        return new Finding(values.difference, values.allowed, logits.difference, first);
    }

    private @Nullable String facts(Knowledge stored, Reference fresh, OptionalDouble label) {
        if (!Arrays.equals(stored.tokenIds(), fresh.tokenIds())) {
            int at = Arrays.mismatch(stored.tokenIds(), fresh.tokenIds());
            return "token ids differ at position " + at + ": stored " + at(stored.tokenIds(), at) + ", fresh "
                    + at(fresh.tokenIds(), at);
        }
        if (stored.secondSegment() != fresh.secondSegment()) {
            return "second segment: stored " + stored.secondSegment() + ", fresh " + fresh.secondSegment();
        }
        if (!stored.label().equals(label)) {
            return "label: stored " + stored.label() + ", loaded " + label;
        }
        List<Integer> found = stored.layers().stream().map(LayerBlock::layer).toList();
        if (!found.equals(layers)) {
            return "layers: stored " + found + ", the set promises " + layers;
        }
        return stored.logits().length == fresh.logits().length
                ? null
                : "logits: stored " + stored.logits().length + ", fresh " + fresh.logits().length;
    }

    private static void logits(float[] stored, float[] fresh, Largest largest) {
        for (int i = 0; i < stored.length; i++) {
            if (largest.add(stored[i], fresh[i], 0)) {
                largest.wrong = "logit " + i + ": " + numbers(stored[i], fresh[i]);
            }
        }
    }

    private void layer(LayerBlock block, Reference fresh, Largest largest) {
        String place = "layer " + block.layer() + ", ";
        if (block.mask().hidden() != hidden) {
            largest.wrong = place + "hidden size: stored " + block.mask().hidden() + ", fresh " + hidden;
            return;
        }
        String chosen = tokens.check(block, fresh);
        if (chosen == null) {
            chosen = units.check(block, fresh, hidden);
        }
        if (chosen != null) {
            largest.wrong = place + chosen;
            return;
        }
        for (int t = 0; t < block.positions().length && largest.wrong == null; t++) {
            row(block, t, fresh.hidden()[block.layer()], largest);
        }
    }

    private void row(LayerBlock block, int row, float[] states, Largest largest) {
        int[] kept = block.mask().units();
        int position = block.positions()[row];
        float[] fresh = new float[kept.length];
        for (int u = 0; u < kept.length; u++) {
            fresh[u] = states[position * hidden + kept[u]];
        }
        double allowed = encoding.maxError(fresh);
        for (int u = 0; u < kept.length; u++) {
            float stored = block.values()[row * kept.length + u];
            if (largest.add(stored, fresh[u], allowed) && largest.wrong == null) {
                largest.wrong = "layer " + block.layer() + ", position " + position + ", unit " + kept[u] + ": "
                        + numbers(stored, fresh[u])
                        + String.format(Locale.ROOT, ", %s allows %.3g", encoding.spec(), allowed);
            }
        }
    }

    private static String numbers(float stored, float fresh) {
        return "stored " + stored + ", fresh " + fresh;
    }

    private static String at(int[] ids, int index) {
        return index < ids.length ? String.valueOf(ids[index]) : "none";
    }

    /** The largest difference so far, and the first one that exceeds its bound. */
    private static final class Largest {
        private final Tolerance noise;
        private double difference;
        private double allowed;
        private @Nullable String wrong;

        Largest(Tolerance noise) {
            this.noise = noise;
        }

        /**
         * Records a difference and returns whether it exceeds {@code lost}, the encoding's maximum error, plus the
         * tolerance.
         */
        boolean add(float stored, float fresh, double lost) {
            double apart = Math.abs((double) stored - fresh);
            if (apart > difference) {
                difference = apart;
                allowed = lost;
            }
            return apart > lost + noise.atNumber(Math.abs(fresh));
        }
    }
}
