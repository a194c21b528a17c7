package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.tokenizer.ReadTokenizer;
import dev.hskstream.model.tokenizer.TokenizerDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.stream.Stream;

/** An ONNX model and the vocabulary that goes with it. */
record OnnxSource(ByteBuffer model, ReadTokenizer tokenizer) {
    private static final String ONNX = ".onnx";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String VOCABULARY = "vocab.txt";

    /** From an archive with one {@code .onnx} file and one {@code *tokenizer.json} or {@code vocab.txt}. */
    static OnnxSource ofArchive(Path archive) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(archive)) {
            Path root = files.getRootDirectories().iterator().next();
            Path model = only(endingIn(root, ONNX), archive, "ONNX model");
            return new OnnxSource(ByteBuffer.wrap(Files.readAllBytes(model)), tokenizer(root, archive));
        } catch (ProviderNotFoundException e) {
            throw new UserException("neither an ONNX file nor an archive", e);
        }
    }

    /** From a directory with one {@code .onnx} file. */
    static OnnxSource ofDirectory(Path directory) throws IOException {
        return ofFile(only(endingIn(directory, ONNX), directory, "ONNX model"));
    }

    /** From a file with its vocabulary in the same directory: {@code NAME-tokenizer.json}, or the only one there is. */
    static OnnxSource ofFile(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new UserException(file + ": there is no such file");
        }
        String stem = file.getFileName().toString().replaceFirst("\\.onnx$", "");
        Path own = directory.resolve(stem + "-" + TOKENIZER);
        ReadTokenizer tokenizer =
                Files.exists(own) ? TokenizerDirectory.beside(own) : tokenizer(directory, directory);
        try (FileChannel channel = FileChannel.open(file)) {
            return new OnnxSource(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), tokenizer);
        }
    }

    private static ReadTokenizer tokenizer(Path root, Path place) throws IOException {
        List<Path> tokenizers = endingIn(root, TOKENIZER);
        if (!tokenizers.isEmpty()) {
            return TokenizerDirectory.beside(only(tokenizers, place, TOKENIZER));
        }
        Path vocabulary = only(endingIn(root, VOCABULARY), place, TOKENIZER + " or " + VOCABULARY);
        return TokenizerDirectory.beside(vocabulary);
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
        if (found.size() != 1) {
            String there = found.isEmpty() ? "no " + what : found.size() + " files that could be the " + what;
            throw new UserException(place + " holds " + there + "; there must be one");
        }
        return found.get(0);
    }
}
