package dev.hskstream.monitor.derive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.selection.Compression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivabilityTest {
    private static final String REMEDY = "; derive what it holds, or run the teacher with hsk produce";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all all all float32 | all all all float32",
                "all all all float32 | 2:4 5:left 0.5:magnitude int8",
                "all all all float32 | 0 1:left 0.5:random:7 float16",
                "0,2,4 all all float16 | 2:4 all 0.25:uniform int8",
                "all 8:attention all float32 | all 8:attention all float32",
                "all 8:attention-no-sep all float32 | all 3:attention-no-sep all float32",
                "all 8:left all int8 | all 8:left all int8",
                "all all 0.5:uniform float32 | all 3:left 0.25:uniform float32",
                "all 8:left 0.5:magnitude float32 | 4 8:left 0.25:magnitude int8",
                "all all 0.5:random:7 int8 | all all 0.5:random:7 int8",
                "all all 0.5:random:7 int8 | all all 0.25:random:7 int8",
            })
    void allowsWhatTheSourceHolds(String stored, String wanted) {
        assertThatCode(() -> require(stored, wanted)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,2,4 all all float32 | 0,1,3 all all float32 | --depth 0,1,3 | stores the layers [0, 2, 4], not [1, 3]",
                "all all all float32 | all 3:attention all float32 | --length 3:attention | does not carry the importance of its tokens, because it was produced without --scores",
                "all 3:left all float32 | all all all float32 | --length all | stores the tokens 3:left only",
                "all 3:left all float32 | all 4:left all float32 | --length 4:left | stores 3 tokens of a sample, not 4",
                "all 3:left all float32 | all 3:attention all float32 | --length 3:attention | stores the tokens 3:left only",
                "all 3:attention all float32 | all 2:attention-no-sep all float32 | --length 2:attention-no-sep | stores the tokens 3:attention only",
                "all all 0.5:uniform float32 | all all all float32 | --width all | stores the units 0.5:uniform only",
                "all all 0.5:uniform float32 | all all 0.25:magnitude float32 | --width 0.25:magnitude | stores the units 0.5:uniform only",
                "all all 0.5:magnitude float32 | all all 0.25:uniform float32 | --width 0.25:uniform | stores the units 0.5:magnitude only",
                "all all 0.5:uniform float32 | all all 0.75:uniform float32 | --width 0.75:uniform | does not store unit 1, it stores the units 0.5:uniform",
                "all all 0.25:magnitude float32 | all all 0.5:magnitude float32 | --width 0.5:magnitude | stores the units 0.25:magnitude only",
                "all all 0.5:magnitude float32 | all 3:left 0.5:magnitude float32 | --length 3:left | stores the units of 0.5:magnitude over the tokens all; of fewer tokens others may be the largest, and they are not stored",
                "all all all int8 | all all all float16 | --values float16 | stores int8, from which float16 cannot be restored",
                "all all all float16 | all all all float32 | --values float32 | stores float16, from which float32 cannot be restored",
            })
    void refusesByNameWhatItDoesNotHold(String stored, String wanted, String option, String reason) {
        assertThatThrownBy(() -> require(stored, wanted))
                .isInstanceOf(UserException.class)
                .hasMessage(option + " cannot be derived: set full " + reason + REMEDY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5:attention", "5:attention-no-sep", "5:left", "all"})
    void scoresAllowEverySelectionOfTokens(String length) {
        assertThatCode(() -> new Derivability("full", 4, 8, parsed("all all all float32"), true)
                        .require(parsed("all " + length + " all float32")))
                .doesNotThrowAnyException();
    }

    private static void require(String stored, String wanted) {
        new Derivability("full", 4, 8, parsed(stored), false).require(parsed(wanted));
    }

    private static Compression parsed(String four) {
        String[] part = four.split(" ", -1);
        return Compression.parse(part[0], part[1], part[2], part[3]);
    }
}
