package dev.hskstream.schemas.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.schemas.encoding.CodecException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthSelectionTest {
    private static final float[] IMPORTANCE = {3, 1, 5, 5, 9, 2, 8};
    private static final boolean[] SEPARATOR = {false, false, false, false, true, false, true};

    @Test
    void keepsTheFirstTokens() {
        assertThat(select("3:left")).containsExactly(0, 1, 2);
        assertThat(select("99:left")).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(select("all")).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void keepsTheTokensThatReceiveMostAttentionInThatOrder() {
        assertThat(select("4:attention")).containsExactly(4, 6, 2, 3);
        assertThat(select("99:attention")).containsExactly(4, 6, 2, 3, 0, 5, 1);
    }

    @Test
    void takesSeparatorsOnlyWhenNothingElseIsLeft() {
        assertThat(select("3:attention-no-sep")).containsExactly(2, 3, 0);
        assertThat(select("6:attention-no-sep")).containsExactly(2, 3, 0, 5, 1, 4);
        assertThat(select("99:attention-no-sep")).containsExactly(2, 3, 0, 5, 1, 4, 6);
        assertThat(LengthSelection.parse("1:attention-no-sep").select(new float[] {1}, new boolean[] {true}, 1))
                .containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attention", "attention-no-sep"})
    void fewerTokensAreAPrefix(String strategy) {
        int[] all = select("7:" + strategy);
        for (int k = 1; k <= 7; k++) {
            assertThat(select(k + ":" + strategy)).containsExactly(Arrays.copyOf(all, k));
        }
    }

    @Test
    void saysWhetherItReadsAttention() {
        assertThat(LengthSelection.parse("all").needsAttention()).isFalse();
        assertThat(LengthSelection.parse("8:left").needsAttention()).isFalse();
        assertThat(LengthSelection.parse("8:attention").needsAttention()).isTrue();
        assertThat(LengthSelection.parse("8:attention-no-sep").needsAttention()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "8:left", "8:attention", "8:attention-no-sep"})
    void printsWhatItReads(String spec) {
        assertThat(LengthSelection.parse(spec)).hasToString(spec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "0:left", "-1:attention", "8:right", "x:left", "8:left:1"})
    void refusesWhatItDoesNotUnderstand(String spec) {
        assertThatThrownBy(() -> LengthSelection.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length");
    }

    @Test
    void refusesAScoreThatIsNoNumber() {
        assertThatThrownBy(() ->
                        LengthSelection.parse("1:attention").select(new float[] {1, Float.NaN}, new boolean[2], 2))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("token 1");
    }

    private static int[] select(String spec) {
        return LengthSelection.parse(spec).select(IMPORTANCE, SEPARATOR, IMPORTANCE.length);
    }
}
