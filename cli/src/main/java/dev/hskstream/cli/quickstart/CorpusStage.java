package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.cli.corpus.AcceptabilityCorpus;
import dev.hskstream.cli.corpus.ColaFiles;
import dev.hskstream.cli.corpus.GrammarExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Creates the default data. This is the only stage that does not need a process of its own. */
final class CorpusStage {
    /** To be increased whenever the same grammar file and seed give other files than before. */
    private static final String VERSION = "1";

    private CorpusStage() {}

    static QuickstartStage of(Path directory, long seed) {
        return new QuickstartStage(
                "corpus",
                "grammatical and ungrammatical sentences from LanguageTool's English rules",
                Map.of("seed", Long.toString(seed), "version", VERSION, "grammar", GrammarExamples.ENGLISH),
                () -> Files.exists(directory.resolve("train.tsv")) && Files.exists(directory.resolve("dev.tsv")),
                () -> write(directory, seed));
    }

    private static Outcome write(Path directory, long seed) throws IOException {
        AcceptabilityCorpus corpus = AcceptabilityCorpus.split(GrammarExamples.english(), seed);
        ColaFiles.write(corpus, directory);
        ObjectNode counts = JsonNodeFactory.instance.objectNode();
        counts.put("train", 2 * corpus.train().size());
        counts.put("dev", 2 * corpus.dev().size());
        return new Outcome(counts, 0);
    }
}
