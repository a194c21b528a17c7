package dev.hskstream.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {
    @ParameterizedTest
    @CsvSource({"0,0", "-1,-1", "+2,2", "3.5,3.5", "5.,5", ".25,0.25", "1e-4,0.0001", "2E+3,2000", "007,7"})
    void readsDecimalNumbers(String text, double value) {
        assertThat(PlainNumber.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "-",
                "e5",
                "5d",
                "5f",
                "5L",
                "0x1p3",
                "0x10",
                "NaN",
                "nan",
                "Infinity",
                "-Infinity",
                "inf",
                "1e400",
                "-1e400",
                "1,5",
                "1_000",
                " 1",
                "1 ",
                "1e",
                "--1",
                "\u0663"
            })
    void takesNothingElseForANumber(String text) {
        assertThat(PlainNumber.parse(text)).isEmpty();
    }

    @Test
    void readsBackWhatJavaWrites() {
        for (double value : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, 1 / 3.0, -1e-7}) {
            assertThat(PlainNumber.parse(Double.toString(value))).hasValue(value);
        }
    }
}
