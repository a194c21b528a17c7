package dev.hskstream.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses the real grammar file that the quickstart reads. */
class AcceptabilityCorpusTest {
    private static List<SentencePair> pairs = List.of();
    private static AcceptabilityCorpus corpus = new AcceptabilityCorpus(List.of(), List.of());

    @BeforeAll
    static void read() {
        pairs = GrammarExamples.english();
        corpus = AcceptabilityCorpus.split(pairs, 1);
    }

    @Test
    void findsThousandsOfPairs() {
        assertThat(pairs.size()).isEqualTo(8754);
        assertThat(corpus.train().size()).isEqualTo(7300);
        assertThat(corpus.dev().size()).isEqualTo(819);
    }

    @Test
    void putsAboutAnEighthAside() {
        double share = (double) corpus.dev().size()
                / (corpus.train().size() + corpus.dev().size());

        assertThat(share).isBetween(0.09, 0.15);
    }

    @Test
    void hasNoRuleOnBothSides() {
        assertThat(rules(corpus.train())).isNotEmpty().doesNotContainAnyElementsOf(rules(corpus.dev()));
    }

    @Test
    void hasEverySentenceOnce() {
        Set<String> seen = new HashSet<>();

        assertThat(sentences()).allMatch(seen::add);
    }

    @Test
    void hasSentencesThatFitAColumn() {
        assertThat(sentences()).noneMatch(sentence -> sentence.isBlank() || sentence.matches("(?s).*[\\t\\r\\n].*"));
    }

    @Test
    void splitsTheSameWayForTheSameSeedAndAnotherForAnother() {
        assertThat(AcceptabilityCorpus.split(pairs, 1)).isEqualTo(corpus);
        assertThat(AcceptabilityCorpus.split(pairs, 2)).isNotEqualTo(corpus);
    }

    @Test
    void writesTheFilesThatColaHas(@TempDir Path directory) throws IOException {
        ColaFiles.write(corpus, directory);

        List<String[]> rows = Files.readAllLines(directory.resolve("dev.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .toList();
        assertThat(rows).hasSize(2 * corpus.dev().size()).allSatisfy(row -> assertThat(row)
                .hasSize(4));
        assertThat(rows)
                .filteredOn(row -> row[1].equals("1"))
                .hasSize(corpus.dev().size());
        assertThat(rows.get(0))
                .containsExactly(
                        corpus.dev().get(0).rule(),
                        "0",
                        "*",
                        corpus.dev().get(0).wrong());
        assertThat(rows.get(1))
                .containsExactly(
                        corpus.dev().get(0).rule(), "1", "", corpus.dev().get(0).right());
        assertThat(Files.readAllLines(directory.resolve("train.tsv")))
                .hasSize(2 * corpus.train().size());
    }

    private static Set<String> rules(List<SentencePair> side) {
        Set<String> rules = new HashSet<>();
        side.forEach(pair -> rules.add(pair.rule()));
        return rules;
    }

    private static List<String> sentences() {
        return Stream.of(corpus.train(), corpus.dev())
                .flatMap(List::stream)
                .flatMap(pair -> Stream.of(pair.wrong(), pair.right()))
                .map(UncasedText::of)
                .toList();
    }
}
