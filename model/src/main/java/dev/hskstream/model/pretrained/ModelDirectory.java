package dev.hskstream.model.pretrained;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.AtomicDirectory;
import dev.hskstream.base.file.Links;
import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tokenizer.ReadTokenizer;
import dev.hskstream.model.tokenizer.TokenizerDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a Hugging Face model directory. */
final class ModelDirectory {
    static final String CONFIG = "config.json";
    static final String SAFETENSORS = "model.safetensors";
    static final String TORCH = "pytorch_model.bin";
    /** Not part of the model: the record that a training writes beside it. */
    static final String CERTIFICATE = "certificate.json";

    private static final String ADAPTER = "adapter_config.json";

    private ModelDirectory() {}

    static PretrainedModel read(Path directory, Consumer<String> notice) {
        recover(directory);
        Links.requireTarget(directory);
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + ": there is no such directory");
        }
        if (!Links.exists(directory.resolve(CONFIG))) {
            throw new UserException(directory + ": no model directory, it has no " + CONFIG);
        }
        HfConfig file = HfConfig.open(directory.resolve(CONFIG));
        if (Links.exists(directory.resolve(ADAPTER))) {
            notice.accept(
                    directory.resolve(ADAPTER) + ": the adapter it describes is not applied, the weights beside it"
                            + " are used as they are; if it is not merged into them yet, merge it with peft first");
        }
        ReadTokenizer tokenizer = TokenizerDirectory.read(directory);
        tokenizer.notices().forEach(notice);
        Map<String, HostTensor> weights = named(directory, file.architecture());
        Head head = Head.of(file, weights);
        head.notice().ifPresent(told -> notice.accept(directory + ": " + told));
        EncoderConfig config = file.carrying(file.config(head.outputs()));
        head.left().forEach(weights::remove);
        if (config.outputs() > 1) {
            file.contradiction().ifPresent(notice);
        }
        double maxLength = tokenizer.maxLength().orElse(config.maxTokens());
        try {
            int length = (int) Math.min(maxLength, config.maxTokens());
            return new PretrainedModel(config, weights, tokenizer.json(), length).verified();
        } catch (UserException | IllegalArgumentException e) {
            throw new UserException(directory + ": " + e.getMessage(), e);
        }
    }

    /** Completes an interrupted replacement of a model, before the directory is looked for. */
    static void recover(Path directory) {
        try {
            AtomicDirectory.recover(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": an interrupted write cannot be ended: " + e.getMessage(), e);
        }
    }

    private static Map<String, HostTensor> named(Path directory, Architecture architecture) {
        Map<String, HostTensor> named = new LinkedHashMap<>();
        Map<String, String> origins = new HashMap<>();
        WeightFiles.read(directory).forEach((checkpointName, tensor) -> {
            try {
                architecture.ours(checkpointName).ifPresent(name -> {
                    HostTensor before = named.put(name, tensor);
                    String other = origins.put(name, checkpointName);
                    if (before != null && !before.equals(tensor)) {
                        throw new UserException("the weights have " + other + " and " + checkpointName
                                + ", which are two names of one tensor, with different numbers; remove the wrong one");
                    }
                });
            } catch (UserException e) {
                throw new UserException(directory + ": " + e.getMessage(), e);
            }
        });
        return named;
    }
}
