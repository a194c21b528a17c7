package dev.hskstream.model.pretrained;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A real BERT, but a tiny one with random weights. */
public final class TinyModel {
    public static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "##s", ".");

    private TinyModel() {}

    public static EncoderConfig config() {
        return new EncoderConfig(VOCABULARY.size(), 8, 2, 2, 16, 32, 2, 1e-12, 0.1, 0.1, List.of("no", "yes"), false);
    }

    public static PretrainedModel of(EncoderConfig config, boolean withHead) {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        Random random = new Random(7);
        HfNames.expected(config, withHead).forEach((name, shape) -> {
            HostTensor tensor = HostTensor.zeros(shape);
            for (FloatBuffer floats = tensor.floats(); floats.hasRemaining(); ) {
                floats.put((float) random.nextGaussian());
            }
            weights.put(name, tensor);
        });
        return new PretrainedModel(config, weights, SubwordTokenizer.jsonFromVocab(VOCABULARY, true), 32);
    }
}
