package dev.hskstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTableTest {
    @Test
    void alignsEveryModelWithItsCostAndTheControlBesideThem() {
        assertThat(TerminalTable.of(SampleReport.report())).isEqualTo("""
                        """);
    }
}
