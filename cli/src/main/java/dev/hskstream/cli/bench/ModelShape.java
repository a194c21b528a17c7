package dev.hskstream.cli.bench;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model shapes of the benchmarks, with BERT's vocabulary and CoLA's two labels.
 *
 * @param name the name in the ratios' names
 * @param heads number of attention heads before pruning; hidden / heads is the width of a head
 * @param kept number of heads per layer after pruning
 */
record ModelShape(String name, int layers, int hidden, int heads, int kept, int intermediate) {
    /** BERT-base. */
    static final ModelShape TEACHER = new ModelShape("bert-base", 12, 768, 12, 12, 3072);

    /** TinyBERT with 4 layers (Jiao et al., 2020). */
    static final ModelShape TINYBERT4 = new ModelShape("tinybert4", 4, 312, 12, 12, 1200);

    /**
     * ROSITA with 6 layers (Liu et al., "ROSITA: Refined BERT Compression with Integrated Techniques", 2021): BERT-base
     * pruned to 2 heads and 768 intermediate units. With embeddings of rank 128, this has 1/7.5 of BERT-base's size, as
     * the paper states. Here the embeddings are not factorised, since an embedding lookup needs no multiplications.
     */
    static final ModelShape ROSITA6 = new ModelShape("rosita6", 6, 768, 12, 2, 768);

    /** Random weights of this shape. */
    Map<String, HostTensor> weights(long seed) {
        Map<String, HostTensor> weights = new LinkedHashMap<>(EncoderInit.random(config(), seed));
        if (kept < heads) {
            for (int l = 0; l < layers; l++) {
                prune(weights, HfNames.layer(l), seed);
            }
        }
        return weights;
    }

    private void prune(Map<String, HostTensor> weights, String layer, long seed) {
        for (String part : List.of(HfNames.QUERY, HfNames.KEY, HfNames.VALUE)) {
            put(weights, layer + part + ".weight", seed, inner(), hidden);
            put(weights, layer + part + ".bias", seed, inner());
        }
        put(weights, layer + HfNames.ATTENTION_OUTPUT + ".weight", seed, hidden, inner());
    }

    private static void put(Map<String, HostTensor> weights, String name, long seed, long... shape) {
        weights.put(name, EncoderInit.fresh(name, shape, seed));
    }

    /** The floating-point operations of a batch. */
    Flops flops(long rows, long tokens) {
        return new Flops(config(), inner(), rows, tokens);
    }

    private int inner() {
        return hidden / heads * kept;
    }

    /** The model configuration of this shape. */
    EncoderConfig config() {
        return new EncoderConfig(
                SyntheticText.VOCABULARY,
                hidden,
                layers,
                heads,
                intermediate,
                512,
                2,
                1e-12,
                0.1,
                0.1,
                List.of("0", "1"),
                false);
    }
}
