package dev.hskstream.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UncasedTextTest {
    @Test
    void isOneForWhatDiffersInCaseAccentsAndSpacesOnly() {
        assertThat(UncasedText.of("A Caf\u00e9 , it  is!")).isEqualTo(UncasedText.of("a cafe, it is !"));
    }

    @Test
    void keepsPunctuationApart() {
        assertThat(UncasedText.of("peer-review")).isNotEqualTo(UncasedText.of("peer review"));
    }
}
