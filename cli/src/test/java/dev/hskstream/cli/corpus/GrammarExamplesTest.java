package dev.hskstream.cli.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrammarExamplesTest {
    @Test
    void makesAPairOfAnExampleAndItsFirstCorrection() {
        assertThat(
                        read(
                                "<rule id='THEN'><example correction='than|from'>More <marker>then</marker> two.</example></rule>"))
                .containsExactly(new SentencePair("THEN", "More then two.", "More than two."));
    }

    @Test
    void takesTheGroupForTheRule() {
        assertThat(read(
                        "<rulegroup id='G'><rule><example correction='b'><marker>a</marker></example></rule></rulegroup>"
                                + "<rule id='R'><example correction='d'><marker>c</marker></example></rule>"))
                .extracting(SentencePair::rule)
                .containsExactly("G", "R");
    }

    @Test
    void putsATextOfSeveralLinesOnOneLine() {
        assertThat(read("<rule id='R'><example correction='a&nbsp;b'>x\n   <marker>y</marker>\tz</example></rule>"))
                .containsExactly(new SentencePair("R", "x y z", "x a b z"));
    }

    @Test
    void readsTheEntitiesOfXml() {
        assertThat(read("<rule id='R'><example correction='&amp;'>Q <marker>&lt;</marker> A</example></rule>"))
                .containsExactly(new SentencePair("R", "Q < A", "Q & A"));
    }

    @Test
    void leavesOutWhatHasNoCorrectionOrNotOneMarkedPlace() {
        assertThat(read("<rule id='R'><example>Right.</example><example correction=''>x <marker>y</marker></example>"
                        + "<example correction='a'>x</example>"
                        + "<example correction='a'><marker>x</marker> <marker>y</marker></example></rule>"))
                .isEmpty();
    }

    @Test
    void leavesOutATextWithAnEntityOfTheFile() {
        assertThat(read("<rule id='R'><example correction='a'>x&nbsp;<marker>y</marker></example>"
                        + "<example correction='c'><marker>b</marker></example></rule>"))
                .containsExactly(new SentencePair("R", "b", "c"));
    }

    @Test
    void refusesAFileThatIsNotWellFormed() {
        assertThatThrownBy(() -> read("<rule>"))
                .isInstanceOf(CorpusException.class)
                .hasMessageContaining("not well-formed");
    }

    private static List<SentencePair> read(String rules) {
        String xml = "<!DOCTYPE rules [<!ENTITY nbsp '&#xA0;'>]><rules>" + rules + "</rules>";
        return GrammarExamples.read(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }
}
