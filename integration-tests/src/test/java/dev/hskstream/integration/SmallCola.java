package dev.hskstream.integration;

import dev.hskstream.cli.corpus.AcceptabilityCorpus;
import dev.hskstream.cli.corpus.ColaFiles;
import dev.hskstream.cli.corpus.GrammarExamples;
import java.io.IOException;
import java.nio.file.Path;

/** A few real sentences in the file format of CoLA. */
final class SmallCola {
    private SmallCola() {}

    /** Writes the files; both counts must be even. */
    static Path write(Path directory, int train, int dev) throws IOException {
        AcceptabilityCorpus all = AcceptabilityCorpus.split(GrammarExamples.english(), 1);
        AcceptabilityCorpus few = new AcceptabilityCorpus(
                all.train().subList(0, train / 2), all.dev().subList(0, dev / 2));
        ColaFiles.write(few, directory);
        return directory;
    }
}
