package dev.hskstream.base.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8FaultTest {
    @Test
    void findsNoneInTextOfAnyLength() {
        assertThat(Utf8Fault.in(new byte[0])).isEmpty();
        assertThat(Utf8Fault.in("aä€😀\n".repeat(3000).getBytes(UTF_8))).isEmpty();
    }

    @Test
    void namesTheFirstByteThatIsNone() {
        String before = "ä".repeat(10_000);
        byte[] bytes = (before + "x").getBytes(UTF_8);
        bytes[bytes.length - 1] = (byte) 0xe4;

        assertThat(Utf8Fault.in("hätte".getBytes(ISO_8859_1))).contains(new Utf8Fault(1, 0xe4, false));
        assertThat(Utf8Fault.in(new byte[] {'a', (byte) 0x80})).contains(new Utf8Fault(1, 0x80, false));
        assertThat(Utf8Fault.in(bytes)).contains(new Utf8Fault(20_000, 0xe4, true));
    }

    @Test
    void tellsBytesThatEndWithinACharacter() {
        byte[] face = "a😀".getBytes(UTF_8);

        for (int length = 2; length < face.length; length++) {
            assertThat(Utf8Fault.in(Arrays.copyOf(face, length))).contains(new Utf8Fault(1, 0xf0, true));
        }
    }
}
