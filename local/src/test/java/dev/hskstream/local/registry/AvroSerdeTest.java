package dev.hskstream.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.serde.AvroDeserializer;
import dev.hskstream.schemas.serde.AvroSerializer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AvroSerdeTest {
    /** Index 7, split "dev", text "a b", no second text, label 1. */
    private static final String BYTES =
            "00" + "00000001" + "0e" + "06646576" + "06612062" + "00" + "02000000000000f03f";

    private static final Sample SAMPLE = new Sample(7L, "dev", "a b", null, 1.0);

    /** The current schema with one more field, at the start, so that matching fields by position would fail. */
    private static final Schema NEXT = new Schema.Parser()
            .parse(Sample.getClassSchema()
                    .toString()
                    .replace("\"fields\":[", "\"fields\":[{\"name\":\"weight\",\"type\":\"long\",\"default\":5},"));

    private final DevRegistry registry;

    AvroSerdeTest(@TempDir Path dir) {
        registry = DevRegistry.start(dir, 0);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void writesConfluentsWireFormatByteForByte() {
        byte[] message = serializer(Map.of()).serialize("t", SAMPLE);

        assertThat(hex(message)).isEqualTo(BYTES);
        assertThat(deserializer().deserialize("t", message)).isEqualTo(SAMPLE);
    }

    @Test
    void writesTheLatestSchemaWhereItIsToldToAndReadsItBack() {
        client().register("t-value", Sample.getClassSchema());
        client().register("t-value", NEXT);

        byte[] message = serializer(Map.of("auto.register.schemas", "false", "use.latest.version", "true"))
                .serialize("t", SAMPLE);

        assertThat(hex(message)).isEqualTo("00" + "00000002" + "0a" + BYTES.substring(10));
        assertThat(deserializer().deserialize("t", message)).isEqualTo(SAMPLE);
    }

    @Test
    void registersNothingWhereItIsToldNotTo() {
        AvroSerializer<Sample> serializer = serializer(Map.of("auto.register.schemas", "false"));

        assertThatThrownBy(() -> serializer.serialize("t", SAMPLE))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("t: cannot write Sample: schema registry " + registry.url())
                .hasMessageContaining("not found");
        client().register("t-value", Sample.getClassSchema());
        assertThat(hex(serializer.serialize("t", SAMPLE))).isEqualTo(BYTES);
    }

    @Test
    void passesTombstonesOn() {
        assertThat(serializer(Map.of()).serialize("t", null)).isNull();
        assertThat(deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void refusesEveryTruncationAndWhatIsLeftOver() {
        byte[] whole = HexFormat.of().parseHex(BYTES);
        client().register("t-value", Sample.getClassSchema());
        AvroDeserializer<Sample> deserializer = deserializer();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> deserializer.deserialize("t", cut))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageStartingWith("t: ");
        }
        assertThatThrownBy(() -> deserializer.deserialize("t", Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("left over");
        assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {0, 0, 0, 0, 9}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("schema id 9");
    }

    private AvroSerializer<Sample> serializer(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("schema.registry.url", registry.url());
        AvroSerializer<Sample> serializer = new AvroSerializer<>();
        serializer.configure(config, false);
        return serializer;
    }

    private AvroDeserializer<Sample> deserializer() {
        AvroDeserializer<Sample> deserializer = new AvroDeserializer<>();
        deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
        return deserializer;
    }

    private RegistryClient client() {
        return new RegistryClient(Map.of("schema.registry.url", registry.url()));
    }

    private static String hex(byte @Nullable [] bytes) {
        return HexFormat.of().formatHex(Objects.requireNonNull(bytes));
    }
}
