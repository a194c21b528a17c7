package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void takesTheMiddleOfAnOddNumberOfRepetitions() {
        assertThat(Ratio.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Ratio(2, 1, 3, 3));
    }

    @Test
    void takesTheMeanOfBothMiddleOnesOfAnEvenNumber() {
        assertThat(Ratio.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new Ratio(3, 1, 8, 4));
    }

    @Test
    void isNothingWithoutARepetition() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ratio.of(List.of()));
    }
}
