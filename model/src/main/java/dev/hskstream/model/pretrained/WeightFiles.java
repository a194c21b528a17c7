package dev.hskstream.model.pretrained;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.Links;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.SafetensorsReader;
import dev.hskstream.model.formats.torch.TorchCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the weights in a model directory, in the same order as Transformers: one safetensors file, sharded safetensors,
 * one PyTorch checkpoint, sharded checkpoints.
 */
final class WeightFiles {
    static final String SAFETENSORS = "model.safetensors";
    static final String TORCH = "pytorch_model.bin";
    private static final String INDEX = ".index.json";
    private static final String SHARD = "(model|pytorch_model)-\\d+-of-\\d+\\.(safetensors|bin)";

    private WeightFiles() {}

    /**
     * Reads the tensors by their names in the files.
     *
     * @throws UserException naming what is missing or what is there instead
     */
    static Map<String, HostTensor> read(Path directory) {
        if (Links.exists(directory.resolve(SAFETENSORS))) {
            return SafetensorsReader.read(directory.resolve(SAFETENSORS)).tensors();
        }
        if (Links.exists(directory.resolve(SAFETENSORS + INDEX))) {
            return Shards.read(directory.resolve(SAFETENSORS + INDEX), WeightFiles::safetensors);
        }
        if (Links.exists(directory.resolve(TORCH))) {
            return TorchCheckpoint.read(directory.resolve(TORCH));
        }
        if (Links.exists(directory.resolve(TORCH + INDEX))) {
            return Shards.read(directory.resolve(TORCH + INDEX), WeightFiles::checkpoint);
        }
        throw new UserException(directory + ": no model directory, it has neither " + SAFETENSORS + " nor " + TORCH
                + instead(directory));
    }

    private static Shards.Content safetensors(Path file) {
        var content = SafetensorsReader.read(file);
        return new Shards.Content(content.tensors(), content.buffers());
    }

    private static Shards.Content checkpoint(Path file) {
        var content = TorchCheckpoint.readAll(file);
        return new Shards.Content(content.tensors(), content.buffers());
    }

    /** Describes weights in a form that cannot be read, with a remedy; empty if there are none. */
    private static String instead(Path directory) {
        List<String> names = names(directory);
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".onnx")) {
                return "; it has " + name + ": import it first, with hsk import --from " + directory + " --out DIR";
            }
            if (lower.matches(SHARD)) {
                return "; it has the shard " + name + " without the index: get the .index.json file too";
            }
            if (lower.endsWith(".h5") || lower.endsWith(".msgpack") || lower.contains(".ckpt")) {
                return "; it has " + name
                        + ", which is of TensorFlow or Flax: save it as safetensors with Transformers";
            }
            if (lower.startsWith("adapter_model.")) {
                return "; it has " + name + ", an adapter without its model: merge it into the model first";
            }
        }
        return names.stream()
                .filter(name -> name.endsWith(".safetensors") || name.endsWith(".bin"))
                .findFirst()
                .map(name -> "; it has " + name + ": if those are the weights, give them one of these names")
                .orElse("");
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
