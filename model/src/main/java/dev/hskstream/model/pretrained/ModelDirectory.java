package dev.hskstream.model.pretrained;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.AtomicDirectory;
import dev.hskstream.model.encoder.BertConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tokenizer.ReadTokenizer;
import dev.hskstream.model.tokenizer.TokenizerDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The files of a Hugging Face model directory, and how they are read. */
final class ModelDirectory {
    static final String CONFIG = "config.json";
    static final String SAFETENSORS = "model.safetensors";
    static final String TORCH = "pytorch_model.bin";
    /** Not part of the model: what a training says of itself. */
    static final String CERTIFICATE = "certificate.json";

    private ModelDirectory() {}

    static PretrainedModel read(Path directory, Consumer<String> notice) {
        recover(directory);
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + ": there is no such directory");
        }
        if (!Files.exists(directory.resolve(CONFIG))) {
            throw new UserException(directory + ": no model directory, it has no " + CONFIG);
        }
        BertConfig config = BertConfig.read(directory.resolve(CONFIG));
        ReadTokenizer tokenizer = TokenizerDirectory.read(directory);
        tokenizer.notices().forEach(notice);
        Map<String, HostTensor> weights = named(WeightFiles.read(directory), config);
        double maxLength = tokenizer.maxLength().orElse(config.maxPositions());
        try {
            int length = (int) Math.min(maxLength, config.maxPositions());
            return new PretrainedModel(config, weights, tokenizer.json(), length).verified();
        } catch (UserException | IllegalArgumentException e) {
            throw new UserException(directory + ": " + e.getMessage(), e);
        }
    }

    /** A model whose replacement was interrupted gets its name back before anyone says that it is not there. */
    static void recover(Path directory) {
        try {
            AtomicDirectory.recover(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": an interrupted write cannot be ended: " + e.getMessage(), e);
        }
    }

    private static Map<String, HostTensor> named(Map<String, HostTensor> weights, BertConfig config) {
        Map<String, HostTensor> named = new LinkedHashMap<>();
        weights.forEach((checkpointName, tensor) -> {
            Optional<String> name = HfNames.normalise(checkpointName);
            // Without labels the classifier is the head of some other task.
            if (name.isPresent() && (config.outputs() > 0 || !name.get().startsWith(HfNames.CLASSIFIER + "."))) {
                named.put(name.get(), tensor);
            }
        });
        return named;
    }
}
