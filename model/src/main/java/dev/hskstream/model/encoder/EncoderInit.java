package dev.hskstream.model.encoder;

import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.random.SplitMix64;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Initial weights, distributed as in BERT: normal with standard deviation 0.02, biases zero, LayerNorm scales one. A
 * tensor's values depend only on the seed and the tensor's name.
 */
public final class EncoderInit {
    private static final double DEVIATION = 0.02;

    private EncoderInit() {}

    /** Creates all weights of a model with head. */
    public static Map<String, HostTensor> random(EncoderConfig config, long seed) {
        return complete(Map.of(), config, seed);
    }

    /**
     * Returns the given weights where name and shape match the configuration, and freshly initialised ones for the
     * rest. A pretrained model without pooler, or with a head for other labels, needs this before fine-tuning.
     */
    public static Map<String, HostTensor> complete(Map<String, HostTensor> weights, EncoderConfig config, long seed) {
        Map<String, HostTensor> complete = new LinkedHashMap<>();
        HfNames.expected(config, true).forEach((name, shape) -> {
            HostTensor given = weights.get(name);
            boolean fits = given != null && Arrays.equals(given.shape(), shape);
            complete.put(name, fits ? given : fresh(name, shape, seed));
        });
        return complete;
    }

    /** Creates a freshly initialised weight of the given name and shape. */
    public static HostTensor fresh(String name, long[] shape, long seed) {
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        if (name.contains("LayerNorm.weight")) {
            Arrays.fill(values, 1f);
        } else if (!name.endsWith(".bias")) {
            SplitMix64 random = SplitMix64.of("init", seed, name);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (DEVIATION * random.nextGaussian());
            }
        }
        return HostTensor.of(shape, values);
    }
}
