package dev.hskstream.trainer.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the digest of an epoch's order against its definition in schemas/README.md. */
class OrderDigestTest {
    @Test
    void isAChainOverTheBatches() throws Exception {
        byte[] expected = new byte[32];
        OrderDigest digest = OrderDigest.empty();
        for (long[] batch : List.of(new long[] {3, 1, 5_000_000_000L}, new long[] {0}, new long[] {2, 4})) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(expected);
            out.writeInt(batch.length);
            for (long sample : batch) {
                out.writeLong(sample);
            }
            expected = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());

            digest.add(batch);

            assertThat(digest.hex()).isEqualTo(HexFormat.of().formatHex(expected));
        }
    }
}
