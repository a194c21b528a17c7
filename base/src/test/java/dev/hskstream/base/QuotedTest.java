package dev.hskstream.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotedTest {
    @Test
    void showsWhatCannotBeSeen() {
        assertThat(Quoted.of("a b ")).isEqualTo("\"a b \"");
        assertThat(Quoted.of("a\tb\r\n\"\\")).isEqualTo("\"a\\tb\\r\\n\\\"\\\\\"");
        assertThat(Quoted.of("\uFEFFa\u00A0\u200Bb\0")).isEqualTo("\"\\ufeffa\\u00a0\\u200bb\\u0000\"");
        assertThat(Quoted.of("\u00e9\u4f60\uD83D\uDE00\uD83D")).isEqualTo("\"\u00e9\u4f60\uD83D\uDE00\\ud83d\"");
    }

    @Test
    void cutsLongTextBetweenCharacters() {
        assertThat(Quoted.of("\uD83D\uDE00".repeat(100))).isEqualTo("\"" + "\uD83D\uDE00".repeat(60) + "...\"");
        assertThat(Quoted.of("x".repeat(60))).isEqualTo("\"" + "x".repeat(60) + "\"");
    }

    @Test
    void quotesANameOnlyWhereItCouldBeMisread() {
        assertThat(Quoted.list(List.of("text", "#1 String", " label", "a,b", "", "x\u00A0")))
                .isEqualTo("text, #1 String, \" label\", \"a,b\", \"\", \"x\\u00a0\"");
    }

    @Test
    void saysHowManyNamesItLeavesOut() {
        List<String> names =
                IntStream.range(0, 500).mapToObj(i -> "column-" + (1000 + i)).toList();

        String list = Quoted.list(names);

        assertThat(list).hasSizeLessThan(170).startsWith("column-1000, column-1001, ");
        int shown = list.split(", ").length;
        assertThat(list).endsWith(" and " + (500 - shown) + " more");
    }
}
