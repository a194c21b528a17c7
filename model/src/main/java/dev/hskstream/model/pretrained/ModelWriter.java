package dev.hskstream.model.pretrained;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.AtomicDirectory;
import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.SafetensorsWriter;
import dev.hskstream.model.tokenizer.TokenizerCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a model directory atomically (see {@link AtomicDirectory}): either the new model is there or the previous
 * content.
 */
final class ModelWriter {
    private static final Set<String> FILES =
            Set.of(ModelDirectory.CONFIG, ModelDirectory.SAFETENSORS, ModelDirectory.CERTIFICATE);

    private ModelWriter() {}

    static void write(PretrainedModel model, Path directory, Map<String, String> companions) {
        Path target = directory.toAbsolutePath().normalize();
        checkReplaceable(target);
        if (target.getParent() == null) {
            throw new UserException(target + ": no place for a model; name a directory");
        }
        try {
            AtomicDirectory.replace(target, beside -> {
                writeFiles(model, beside);
                for (Map.Entry<String, String> file : companions.entrySet()) {
                    Files.writeString(beside.resolve(file.getKey()), file.getValue());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": the model cannot be written: " + e.getMessage(), e);
        }
    }

    static void checkReplaceable(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new UserException(target + ": this is a file; name a directory for the model");
        }
        for (Path file : list(target)) {
            String name = String.valueOf(file.getFileName());
            if (!FILES.contains(name) && !TokenizerCopy.FILES.contains(name)) {
                throw new UserException(target + ": holds " + file.getFileName()
                        + ", which is no file of a saved model; name a new or empty directory");
            }
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static void writeFiles(PretrainedModel model, Path directory) throws IOException {
        Map<String, HostTensor> prefixed = new LinkedHashMap<>();
        Architecture architecture = model.config().architecture();
        model.weights().forEach((name, tensor) -> prefixed.put(architecture.theirs(name), tensor));
        // Transformers reads this metadata entry before it opens the file.
        SafetensorsWriter.write(directory.resolve(ModelDirectory.SAFETENSORS), prefixed, Map.of("format", "pt"));
        Files.writeString(
                directory.resolve(ModelDirectory.CONFIG), model.config().toFile());
        Map<String, String> tokenizer =
                TokenizerCopy.files(model.tokenizerJson(), model.maxLength(), architecture.modelType());
        for (Map.Entry<String, String> file : tokenizer.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }
}
