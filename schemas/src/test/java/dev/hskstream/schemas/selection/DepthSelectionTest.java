package dev.hskstream.schemas.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepthSelectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all     | 3  | 0,1,2,3",
                "4:10    | 12 | 0,2,5,8,10", // 2.5 and 7.5 go to the even neighbour
                "4:10:2  | 12 | 8,10",
                "4:10:1  | 12 | 10",
                "6:12    | 12 | 0,2,4,6,8,10,12",
                "4:2     | 12 | 0,1,2", // 0, 0.5, 1, 1.5, 2
                "4:2:5   | 12 | 0,1,2",
                "10,0,5  | 12 | 0,5,10",
                "7       | 12 | 7"
            })
    void choosesLayers(String spec, int teacherLayers, String expected) {
        assertThat(DepthSelection.parse(spec).layers(teacherLayers)).containsExactly(ints(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "4:10", "4:10:2", "0,5,10", "7"})
    void printsWhatItReads(String spec) {
        assertThat(DepthSelection.parse(spec)).hasToString(spec);
    }

    @Test
    void printsTheShortestForm() {
        assertThat(DepthSelection.parse("4:10:5")).hasToString("4:10").isEqualTo(DepthSelection.parse("4:10"));
        assertThat(DepthSelection.parse("10, 0,5,5")).hasToString("0,5,10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "4:", "4:10:2:1", "1,,2", "0:10", "4:0", "4:10:0", "4:10:6", "-1", "ALL"})
    void refusesWhatItDoesNotUnderstand(String spec) {
        assertThatThrownBy(() -> DepthSelection.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("depth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4:13", "0,13"})
    void namesTheTeachersLayerCount(String spec) {
        assertThatThrownBy(() -> DepthSelection.parse(spec).layers(12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--depth " + spec
                        + ": there is no layer 13 in a teacher of 12 layers; take layers from 0 to 12");
    }

    static int[] ints(String list) {
        return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
    }
}
