package dev.hskstream.schemas.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.schemas.encoding.CodecException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WidthSelectionTest {
    @Test
    void keepsTheUnitsOfLargestMagnitudeOverAllTokens() {
        float[] rows = {1, -5, 0, 2, /**/ 1, 1, 3, -2};

        WidthMask mask = WidthSelection.parse("0.5:magnitude").select(rows, 2, 4);

        assertThat(mask).isEqualTo(new WidthMask(4, new int[] {1, 3})); // sums 2 6 3 4
        assertThat(WidthSelection.parse("0.5:magnitude").setWide(4)).isEmpty();
    }

    @Test
    void spacesUnitsEvenly() {
        WidthSelection uniform = WidthSelection.parse("0.3:uniform");

        assertThat(uniform.setWide(10)).contains(new WidthMask(10, new int[] {0, 3, 6}));
        assertThat(uniform.select(new float[10], 1, 10))
                .isEqualTo(uniform.setWide(10).orElseThrow());
    }

    @Test
    void drawsTheSameUnitsFromTheSameSeedForGood() {
        assertThat(WidthSelection.parse("0.25:random").setWide(16))
                .contains(new WidthMask(16, new int[] {0, 11, 13, 14}))
                .isEqualTo(WidthSelection.parse("0.25:random:0").setWide(16));
        assertThat(WidthSelection.parse("0.25:random:1").setWide(16))
                .contains(new WidthMask(16, new int[] {3, 11, 12, 14}));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 768, 77", "0.1, 384, 38", "0.001, 768, 1", "1, 768, 768", "0.5, 5, 2", "0.5, 7, 4"})
    void roundsTheCountHalfToEvenAndKeepsAtLeastOne(String fraction, int hidden, int expected) {
        for (String strategy : new String[] {"magnitude", "uniform", "random"}) {
            WidthMask mask = WidthSelection.parse(fraction + ":" + strategy).select(new float[hidden], 1, hidden);
            assertThat(mask.count()).as(strategy).isEqualTo(expected);
        }
    }

    @Test
    void keepsEverythingWithoutAMask() {
        assertThat(WidthSelection.parse("all").setWide(8)).isEqualTo(Optional.empty());
        assertThat(WidthSelection.parse("all").select(new float[8], 1, 8).isFull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "0.1:magnitude", "0.25:uniform", "0.5:random", "0.5:random:7"})
    void printsWhatItReads(String spec) {
        assertThat(WidthSelection.parse(spec)).hasToString(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.1",
                "0:magnitude",
                "1.1:uniform",
                "NaN:uniform",
                "0.1:largest",
                "0.1:uniform:3",
                "0.1:random:x"
            })
    void refusesWhatItDoesNotUnderstand(String spec) {
        assertThatThrownBy(() -> WidthSelection.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width");
    }

    @Test
    void readsBackTheBitmapItWrites() {
        WidthMask mask = new WidthMask(11, new int[] {0, 7, 8, 10});

        assertThat(mask.toBitmap()).containsExactly(0x81, 0x05);
        assertThat(WidthMask.fromBitmap(mask.toBitmap(), 11)).isEqualTo(mask);
        assertThatThrownBy(() -> WidthMask.fromBitmap(new byte[] {0, 8}, 11)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> WidthMask.fromBitmap(new byte[] {1}, 11)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> WidthMask.fromBitmap(new byte[2], 11)).isInstanceOf(CodecException.class);
    }

    @Test
    void refusesUnitsOutOfOrderOrRange() {
        assertThatThrownBy(() -> new WidthMask(4, new int[] {1, 1})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WidthMask(4, new int[] {4})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WidthMask(4, new int[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
