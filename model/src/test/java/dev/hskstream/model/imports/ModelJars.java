package dev.hskstream.model.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Jars with real models on the test class path. */
public final class ModelJars {
    private ModelJars() {}

    public static Path minilm() {
        return containing("/all-minilm-l6-v2.onnx");
    }

    public static Path quantizedMinilm() {
        return containing("/all-minilm-l6-v2-q.onnx");
    }

    /** Returns the {@code tokenizer.json} of a model with bert-base-uncased's vocabulary. */
    public static String tokenizerJson() {
        try (var in = Objects.requireNonNull(ModelJars.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path containing(String resource) {
        URL url = Objects.requireNonNull(ModelJars.class.getResource(resource), resource);
        try {
            return Path.of(
                    ((JarURLConnection) url.openConnection()).getJarFileURL().toURI());
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(url.toString(), e);
        }
    }
}
