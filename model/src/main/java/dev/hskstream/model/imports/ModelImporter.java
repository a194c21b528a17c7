package dev.hskstream.model.imports;

import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import dev.hskstream.base.file.Links;
import dev.hskstream.model.formats.FiniteCheck;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.OpsSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.ZipError;

/** Imports models from the forms that they are distributed in. */
public final class ModelImporter {
    private ModelImporter() {}

    /** Imports as {@link #importFrom(Path, ImportOptions)} without facts stated by the user, and drops the notices. */
    public static PretrainedModel importFrom(Path source) {
        return importFrom(source, ImportOptions.NONE).model();
    }

    /** Imports likewise, with the number of attention heads for an ONNX graph that does not show it. */
    public static PretrainedModel importFrom(Path source, OptionalInt heads) {
        return importFrom(source, new ImportOptions(heads, ImportOptions.NONE.textCase()))
                .model();
    }

    /**
     * Imports from a Hugging Face directory with safetensors or PyTorch weights; an ONNX file with its vocabulary
     * beside it; a directory with an ONNX file in it or in its subdirectory {@code onnx}; or a jar that contains both
     * files. ONNX models may be float or dynamically quantised.
     *
     * @throws UserException naming what is missing, unknown or contradictory
     * @throws UsageException if {@code HSK_OPS} has an unknown value
     */
    public static Imported importFrom(Path source, ImportOptions options) {
        OpsSelection.requireKnown();
        if (!Links.exists(source)) {
            throw new UserException(source + ": there is no such file or directory");
        }
        try {
            Imported imported = Files.isDirectory(source) ? fromDirectory(source, options) : fromFile(source, options);
            imported.model().weights().forEach(FiniteCheck::require);
            return imported;
        } catch (UserException | IllegalArgumentException | ZipError e) {
            String message = String.valueOf(e.getMessage());
            boolean named = e instanceof UserException && message.startsWith(source.toString());
            throw new UserException(named ? message : source + ": " + message, e);
        } catch (IOException e) {
            throw new UncheckedIOException(source + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Imported fromDirectory(Path source, ImportOptions options) throws IOException {
        boolean config = Links.exists(source.resolve("config.json"));
        List<Path> graphs = OnnxSource.graphs(source);
        if (config && (hasWeights(source) || graphs.isEmpty())) {
            List<String> notices = new ArrayList<>();
            return new Imported(PretrainedModel.load(source, notices::add), notices);
        }
        if (graphs.isEmpty()) {
            throw new UserException(
                    "no model directory, it has no config.json; " + source + " holds no ONNX model; there must be one");
        }
        return GraphImport.of(OnnxSource.ofDirectory(source), options);
    }

    private static boolean hasWeights(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.matches("(model\\.safetensors|pytorch_model\\.bin)(\\.index\\.json)?"));
        }
    }

    private static Imported fromFile(Path source, ImportOptions options) throws IOException {
        String name = String.valueOf(source.getFileName());
        if (name.endsWith(".safetensors") || name.endsWith(".bin")) {
            throw new UserException("weights alone are no model; name the directory, which has config.json too");
        }
        if (name.endsWith(".onnx")) {
            return GraphImport.of(OnnxSource.ofFile(source), options);
        }
        FileKind kind = FileKind.of(source);
        if (!kind.is(FileForm.ZIP, FileForm.BINARY)) {
            throw new UserException("neither an ONNX file nor an archive: it is " + kind.description());
        }
        try (FileSystem files = FileSystems.newFileSystem(source)) {
            Path root = files.getRootDirectories().iterator().next();
            return GraphImport.of(OnnxSource.ofArchive(root, source), options);
        } catch (ProviderNotFoundException e) {
            throw new UserException("neither an ONNX file nor an archive", e);
        }
    }
}
