package dev.hskstream.cli.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a corpus as CoLA's files (Warstadt et al., 2019): {@code train.tsv} and {@code dev.tsv}, no header, the columns
 * source, label (1 acceptable, 0 not), {@code *} where the author starred the sentence, sentence. The source is the rule.
 */
public final class ColaFiles {
    private ColaFiles() {}

    /** Writes both files into the directory, which is made if it is not there. */
    public static void write(AcceptabilityCorpus corpus, Path directory) throws IOException {
        Files.createDirectories(directory);
        write(corpus.train(), directory.resolve("train.tsv"));
        write(corpus.dev(), directory.resolve("dev.tsv"));
    }

    private static void write(List<SentencePair> pairs, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, pairs.stream().map(ColaFiles::rows).collect(Collectors.joining()), UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String rows(SentencePair pair) {
        return pair.rule() + "\t0\t*\t" + pair.wrong() + "\n" + pair.rule() + "\t1\t\t" + pair.right() + "\n";
    }
}
