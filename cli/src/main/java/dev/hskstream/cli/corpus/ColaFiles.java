package dev.hskstream.cli.corpus;

import dev.hskstream.base.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a corpus in the format of CoLA's files (Warstadt et al., 2019): {@code train.tsv} and {@code dev.tsv} without
 * header, with the columns source, label (1 acceptable, 0 not), {@code *} if the author starred the sentence, and
 * sentence. The source is the grammar rule.
 */
public final class ColaFiles {
    private ColaFiles() {}

    /** Writes both files to the directory, which is created if missing. */
    public static void write(AcceptabilityCorpus corpus, Path directory) throws IOException {
        Files.createDirectories(directory);
        write(corpus.train(), directory.resolve("train.tsv"));
        write(corpus.dev(), directory.resolve("dev.tsv"));
    }

    private static void write(List<SentencePair> pairs, Path file) throws IOException {
        AtomicFiles.writeString(file, pairs.stream().map(ColaFiles::rows).collect(Collectors.joining()));
    }

    private static String rows(SentencePair pair) {
        return pair.rule() + "\t0\t*\t" + pair.wrong() + "\n" + pair.rule() + "\t1\t\t" + pair.right() + "\n";
    }
}
