package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.BertConfig;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxReader;
import dev.hskstream.model.pretrained.PretrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.zip.ZipError;

/** Imports a BERT from whatever form it comes in. */
public final class ModelImporter {
    private ModelImporter() {}

    /**
     * Imports from a Hugging Face directory (with {@code model.safetensors} or {@code pytorch_model.bin}), an ONNX file
     * with its vocabulary beside it, or a jar that holds both. ONNX models may be float or dynamically quantised.
     *
     * @throws UserException naming what is missing or unknown
     */
    public static PretrainedModel importFrom(Path source) {
        return importFrom(source, OptionalInt.empty());
    }

    /** The same with the number of attention heads, for an ONNX graph that does not tell it. */
    public static PretrainedModel importFrom(Path source, OptionalInt heads) {
        return importFrom(source, heads, notice -> {});
    }

    /**
     * The same, and says what the user should know of the files.
     *
     * @param notice is told one line for each thing that was read otherwise than some file of the model says
     */
    public static PretrainedModel importFrom(Path source, OptionalInt heads, Consumer<String> notice) {
        if (!Files.exists(source)) {
            throw new UserException(source + ": there is no such file or directory");
        }
        if (Files.exists(source.resolve("config.json"))) {
            return PretrainedModel.load(source, notice);
        }
        try {
            return fromOnnx(onnx(source), heads, notice);
        } catch (UserException | IllegalArgumentException | ZipError e) {
            throw new UserException(source + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(source + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static OnnxSource onnx(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            return directory(source);
        }
        String name = String.valueOf(source.getFileName());
        if (name.endsWith(".safetensors") || name.endsWith(".bin")) {
            throw new UserException("weights alone are no model; name the directory, which has config.json too");
        }
        return name.endsWith(".onnx") ? OnnxSource.ofFile(source) : OnnxSource.ofArchive(source);
    }

    private static OnnxSource directory(Path source) throws IOException {
        try {
            return OnnxSource.ofDirectory(source);
        } catch (UserException e) {
            throw new UserException("no model directory, it has no config.json; " + e.getMessage(), e);
        }
    }

    private static PretrainedModel fromOnnx(OnnxSource source, OptionalInt heads, Consumer<String> notice) {
        OnnxGraph graph = OnnxReader.read(source.model());
        Map<String, HostTensor> weights = GraphWeights.find(graph);
        BertConfig config = GraphConfig.derive(graph, weights, heads);
        source.tokenizer().notices().forEach(notice);
        double maxLength = source.tokenizer().maxLength().orElse(config.maxPositions());
        int length = (int) Math.min(maxLength, config.maxPositions());
        return new PretrainedModel(config, weights, source.tokenizer().json(), length).verified();
    }
}
