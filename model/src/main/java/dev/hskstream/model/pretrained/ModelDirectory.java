package dev.hskstream.model.pretrained;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.AtomicDirectory;
import dev.hskstream.model.encoder.BertConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.SafetensorsReader;
import dev.hskstream.model.formats.torch.TorchCheckpoint;
import dev.hskstream.model.tokenizer.BertTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files of a Hugging Face model directory, and how they are read. */
final class ModelDirectory {
    static final String CONFIG = "config.json";
    static final String SAFETENSORS = "model.safetensors";
    static final String TORCH = "pytorch_model.bin";
    static final String TOKENIZER = "tokenizer.json";
    static final String VOCABULARY = "vocab.txt";
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";
    /** Not part of the model: what a training says of itself. */
    static final String CERTIFICATE = "certificate.json";

    private static final JsonMapper JSON = new JsonMapper();

    private ModelDirectory() {}

    static PretrainedModel read(Path directory) {
        recover(directory);
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + ": there is no such directory");
        }
        if (!Files.exists(directory.resolve(CONFIG))) {
            throw new UserException(directory + ": no model directory, it has no " + CONFIG);
        }
        BertConfig config = BertConfig.read(directory.resolve(CONFIG));
        JsonNode tokenizerConfig = tokenizerConfig(directory.resolve(TOKENIZER_CONFIG));
        String tokenizer = tokenizer(directory, tokenizerConfig);
        Map<String, HostTensor> weights = named(weights(directory), config);
        double maxLength = tokenizerConfig.path("model_max_length").asDouble(config.maxPositions());
        try {
            return new PretrainedModel(config, weights, tokenizer, (int) Math.min(maxLength, config.maxPositions()))
                    .verified();
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

    private static Map<String, HostTensor> weights(Path directory) {
        if (Files.exists(directory.resolve(SAFETENSORS))) {
            return SafetensorsReader.read(directory.resolve(SAFETENSORS)).tensors();
        }
        if (Files.exists(directory.resolve(TORCH))) {
            return TorchCheckpoint.read(directory.resolve(TORCH));
        }
        throw new UserException(directory + ": no model directory, it has neither " + SAFETENSORS + " nor " + TORCH);
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

    private static JsonNode tokenizerConfig(Path file) {
        try {
            return JSON.readTree(Files.exists(file) ? Files.readString(file) : "{}");
        } catch (JsonProcessingException e) {
            throw new UserException(file + ": malformed JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String tokenizer(Path directory, JsonNode tokenizerConfig) {
        Path json = directory.resolve(TOKENIZER);
        Path vocabulary = directory.resolve(VOCABULARY);
        try {
            if (Files.exists(json)) {
                return Files.readString(json);
            }
            if (Files.exists(vocabulary)) {
                boolean lowercase = tokenizerConfig.path("do_lower_case").asBoolean(true);
                return BertTokenizer.jsonFromVocab(Files.readAllLines(vocabulary), lowercase);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": the tokenizer cannot be read: " + e.getMessage(), e);
        }
        throw new UserException(directory + ": no model directory, it has neither " + TOKENIZER + " nor " + VOCABULARY);
    }
}
