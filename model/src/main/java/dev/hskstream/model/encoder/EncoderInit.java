package dev.hskstream.model.encoder;

import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.random.SplitMix64;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Initial weights as BERT draws them: normal with standard deviation 0.02, biases zero, normalisation scales one. Each
 * tensor's values depend only on the seed and its name.
 */
public final class EncoderInit {
    private static final double DEVIATION = 0.02;

    private EncoderInit() {}

    /** A whole model with head. */
    public static Map<String, HostTensor> random(EncoderConfig config, long seed) {
        return complete(Map.of(), config, seed);
    }

    /**
     * The given weights where name and shape are the configuration's, fresh ones for the rest: what a pretrained model
     * without pooler, or with a head for other labels, needs before fine-tuning.
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

    /** A tensor of the given shape as a fresh weight of that name. */
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
