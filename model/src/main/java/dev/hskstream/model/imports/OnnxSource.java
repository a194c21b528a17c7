package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import dev.hskstream.base.file.Links;
import dev.hskstream.model.formats.onnx.ExternalData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An ONNX graph and the files that belong to it.
 *
 * @param model the content of the graph's file
 * @param files reads tensors that the graph keeps in files beside it
 * @param tokenizer a {@code tokenizer.json} or {@code vocab.txt}
 * @param config the {@code config.json}, if there is one
 */
record OnnxSource(ByteBuffer model, ExternalData files, Path tokenizer, Optional<Path> config) {
    private static final String ONNX = ".onnx";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String VOCABULARY = "vocab.txt";
    private static final String CONFIG = "config.json";

    /**
     * Finds the files in an open archive with one {@code .onnx} file and one {@code *tokenizer.json} or {@code
     * vocab.txt}.
     */
    static OnnxSource ofArchive(Path root, Path archive) throws IOException {
        Path model = only(endingIn(root, ONNX), archive, "ONNX model");
        Path config = model.resolveSibling(CONFIG);
        return new OnnxSource(
                ByteBuffer.wrap(Files.readAllBytes(model)),
                new ExternalData(model.resolveSibling("")),
                tokenizer(root, archive),
                Links.exists(config) ? Optional.of(config) : Optional.empty());
    }

    /**
     * Finds the files in a directory with one {@code .onnx} file, directly in it or in its subdirectory {@code onnx}.
     */
    static OnnxSource ofDirectory(Path directory) throws IOException {
        List<Path> graphs = graphs(directory);
        return ofFile(only(graphs, directory, "ONNX model"));
    }

    /** Lists the graphs directly in a directory or, if there are none, in its subdirectory {@code onnx}. */
    static List<Path> graphs(Path directory) throws IOException {
        List<Path> here = endingIn(directory, ONNX);
        Path below = directory.resolve("onnx");
        return here.isEmpty() && Files.isDirectory(below) ? endingIn(below, ONNX) : here;
    }

    /**
     * Finds the files that belong to a graph. The tokenizer is {@code NAME-tokenizer.json} or the only one in the
     * directory. A graph in a directory {@code onnx} without a tokenizer uses the files of the parent directory.
     */
    static OnnxSource ofFile(Path file) throws IOException {
        FileKind kind = FileKind.of(file);
        if (!kind.is(FileForm.BINARY, FileForm.TEXT)) {
            throw new UserException("no ONNX model: it is " + kind.description());
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new UserException("there is no such file");
        }
        Path home = home(directory);
        String stem = file.getFileName().toString().replaceFirst("\\.onnx$", "");
        Path own = directory.resolve(stem + "-" + TOKENIZER);
        Path tokenizer = Links.exists(own) ? own : tokenizer(home, home);
        Path config = Links.exists(directory.resolve(CONFIG)) ? directory.resolve(CONFIG) : home.resolve(CONFIG);
        try (FileChannel channel = FileChannel.open(file)) {
            return new OnnxSource(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()),
                    new ExternalData(directory),
                    tokenizer,
                    Links.exists(config) ? Optional.of(config) : Optional.empty());
        }
    }

    private static Path home(Path directory) throws IOException {
        boolean own = !endingIn(directory, TOKENIZER).isEmpty()
                || !endingIn(directory, VOCABULARY).isEmpty();
        Path above = directory.getParent();
        return !own && above != null && directory.endsWith("onnx") ? above : directory;
    }

    private static Path tokenizer(Path root, Path place) throws IOException {
        List<Path> tokenizers = endingIn(root, TOKENIZER);
        if (!tokenizers.isEmpty()) {
            return only(tokenizers, place, TOKENIZER);
        }
        return only(endingIn(root, VOCABULARY), place, TOKENIZER + " or " + VOCABULARY);
    }

    private static List<Path> endingIn(Path root, String suffix) throws IOException {
        boolean archive = root.getFileSystem() != FileSystems.getDefault();
        try (Stream<Path> files = Files.walk(root, archive ? Integer.MAX_VALUE : 1)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static Path only(List<Path> found, Path place, String what) {
        if (found.size() == 1) {
            return found.get(0);
        }
        String there = found.isEmpty() ? "no " + what : found.size() + " files that could be the " + what;
        String which = found.isEmpty() || !found.get(0).toString().endsWith(ONNX)
                ? ""
                : ", name one with --from, such as " + found.get(0);
        throw new UserException(place + " holds " + there + "; there must be one" + which);
    }
}
