package dev.hskstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTableTest {
    @Test
    void alignsEveryModelWithItsCostAndTheControlBesideThem() {
        assertThat(TerminalTable.of(SampleReport.report()))
                .isEqualTo(
                        """
                                           accuracy  layers  parameters    size  time  bytes/sample  of full HSK
                        ----------------------------------------------------------------------------------------
                        teacher              78.3 %      12      33.4 M  133 MB  61 s             -            -
                        student-4            70.4 %       4      19.2 M   77 MB  61 s         4,312        2.1 %
                        student-6            73.8 %       6      22.7 M   91 MB  61 s         4,312        2.1 %
                        control-4            69.1 %       4      19.2 M   77 MB  61 s         4,312       unused
                        majority baseline    50.0 %

                        cola, 14,600 training samples; 437 s in all, at most 2140 MB resident in a process
                        """);
    }
}
