package dev.hskstream.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.schemas.encoding.CodecException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenScoresTest {
    private final TokenScores scores = new TokenScores(
            List.of(new float[] {1, 0.5f, -2}, new float[] {0, 3, 1024}), new boolean[] {false, true, true});

    @Test
    void hasTheDocumentedBytes() {
        assertThat(HexFormat.of().formatHex(scores.encode()))
                .isEqualTo("01" + "0200" + "0300" + "06" + "0000803f" + "0000003f" + "000000c0" + "00000000"
                        + "00004040" + "00008044");
    }

    @Test
    void readsWhatItWrites() {
        TokenScores read = TokenScores.decode(scores.encode());

        assertThat(read.received()).hasSize(2);
        assertThat(read.received().get(0)).containsExactly(1, 0.5f, -2);
        assertThat(read.received().get(1)).containsExactly(0, 3, 1024);
        assertThat(read.separators()).containsExactly(false, true, true);
    }

    @Test
    void refusesOtherBytes() {
        byte[] bytes = scores.encode();

        assertThatThrownBy(() -> TokenScores.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(CodecException.class)
                .hasMessage("hsk.importance of 29 bytes does not hold the scores of 3 tokens in 2 layers");
        bytes[0] = 2;
        assertThatThrownBy(() -> TokenScores.decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("hsk.importance of 30 bytes is not in layout 1");
        assertThatThrownBy(() -> TokenScores.decode(new byte[3])).isInstanceOf(CodecException.class);
    }

    @Test
    void needsAScoreForEveryTokenOfEveryLayer() {
        assertThatThrownBy(() -> new TokenScores(List.of(new float[2]), new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
