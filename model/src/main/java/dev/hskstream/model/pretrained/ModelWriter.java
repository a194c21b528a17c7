package dev.hskstream.model.pretrained;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.SafetensorsWriter;
import dev.hskstream.model.tokenizer.BertTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes a model beside its place and moves it there in one rename. */
final class ModelWriter {
    private static final Set<String> FILES = Set.of(
            ModelDirectory.CONFIG,
            ModelDirectory.SAFETENSORS,
            ModelDirectory.TOKENIZER,
            ModelDirectory.VOCABULARY,
            ModelDirectory.TOKENIZER_CONFIG,
            ModelDirectory.SPECIAL_TOKENS,
            ModelDirectory.CERTIFICATE);

    private static final Map<String, String> SPECIAL_TOKENS = Map.of(
            "cls_token",
            "[CLS]",
            "mask_token",
            "[MASK]",
            "pad_token",
            "[PAD]",
            "sep_token",
            "[SEP]",
            "unk_token",
            "[UNK]");

    private static final JsonMapper JSON = new JsonMapper();

    private ModelWriter() {}

    static void write(PretrainedModel model, Path directory, Map<String, String> companions) {
        Path target = directory.toAbsolutePath().normalize();
        checkReplaceable(target);
        try {
            Files.createDirectories(parent(target));
            Path temporary = Files.createDirectory(sibling(target));
            try {
                writeFiles(model, temporary);
                for (Map.Entry<String, String> file : companions.entrySet()) {
                    Files.writeString(temporary.resolve(file.getKey()), file.getValue());
                }
                replace(target, temporary);
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": the model cannot be written: " + e.getMessage(), e);
        }
    }

    private static Path parent(Path target) {
        Path parent = target.getParent();
        if (parent == null) {
            throw new UserException(target + ": no place for a model; name a directory");
        }
        return parent;
    }

    /** A fresh place on the same file system; a JDK temporary directory would be readable by its owner only. */
    private static Path sibling(Path target) {
        return target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
    }

    static void checkReplaceable(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new UserException(target + ": this is a file; name a directory for the model");
        }
        for (Path file : list(target)) {
            if (!FILES.contains(String.valueOf(file.getFileName()))) {
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

    private static void replace(Path target, Path temporary) throws IOException {
        if (Files.exists(target)) {
            Path old = sibling(target);
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            delete(old);
        } else {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path file : list(directory)) {
                Files.delete(file);
            }
            Files.delete(directory);
        }
    }

    private static void writeFiles(PretrainedModel model, Path directory) throws IOException {
        Map<String, HostTensor> prefixed = new LinkedHashMap<>();
        model.weights().forEach((name, tensor) -> prefixed.put(HfNames.withPrefix(name), tensor));
        // The format entry is what Transformers looks for before it opens the file.
        SafetensorsWriter.write(directory.resolve(ModelDirectory.SAFETENSORS), prefixed, Map.of("format", "pt"));
        Files.writeString(
                directory.resolve(ModelDirectory.CONFIG), model.config().toJson());
        Files.writeString(directory.resolve(ModelDirectory.TOKENIZER), model.tokenizerJson());
        writeTokenizerFiles(model, directory);
    }

    private static void writeTokenizerFiles(PretrainedModel model, Path directory) throws IOException {
        ObjectNode special = JSON.createObjectNode();
        SPECIAL_TOKENS.keySet().stream().sorted().forEach(key -> special.put(key, SPECIAL_TOKENS.get(key)));
        Files.writeString(directory.resolve(ModelDirectory.SPECIAL_TOKENS), special.toPrettyString() + "\n");
        try (BertTokenizer tokenizer = BertTokenizer.fromJson(model.tokenizerJson())) {
            Files.writeString(
                    directory.resolve(ModelDirectory.VOCABULARY), String.join("\n", tokenizer.vocabulary()) + "\n");
            ObjectNode config = special.deepCopy();
            config.put("do_lower_case", tokenizer.lowercase());
            config.put("model_max_length", model.maxLength());
            config.put("tokenizer_class", "BertTokenizer");
            Files.writeString(directory.resolve(ModelDirectory.TOKENIZER_CONFIG), config.toPrettyString() + "\n");
        }
    }
}
