package dev.hskstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.LayerKnowledge;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.record.RecordBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordBytesDeserializerTest {
    private static final String TOPIC = "hsk.x.knowledge";
    private static final int VERSION_1 = 7;
    private static final int REORDERED = 8;
    private static final KnowledgeRecord RECORD = record();

    private final HttpServer registry;

    RecordBytesDeserializerTest() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(VERSION_1, KnowledgeRecord.getClassSchema());
        serve(REORDERED, reordered());
    }

    @BeforeEach
    void start() {
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void takesTheBytesOfVersion1AsTheyAre() {
        byte[] bytes = RecordBytes.of(RECORD);

        assertThat(read(message(VERSION_1, bytes))).isEqualTo(bytes);
    }

    @Test
    void writesAnewWhatIsInAnotherForm() {
        byte[] bytes = RecordBytes.of(RECORD);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        // Encodes the end of the list as a zero of two bytes, which Avro accepts as well.
        longer[bytes.length - 1] = (byte) 0x80;

        assertThat(RecordBytes.areOne(ByteBuffer.wrap(longer))).isFalse();
        assertThat(read(message(VERSION_1, longer))).isEqualTo(bytes);
    }

    @Test
    void writesAnewWhatIsOfAnotherSchema() {
        byte[] bytes = RecordBytes.of(RECORD);
        byte[] swapped = bytes.clone();
        // This schema has the lineage before the sample.
        System.arraycopy(bytes, 1, swapped, 0, 8);
        swapped[8] = bytes[0];

        assertThat(read(message(REORDERED, swapped))).isEqualTo(bytes);
    }

    @Test
    void refusesWhatTheRecordsDeserializerRefuses() {
        byte[] bytes = RecordBytes.of(RECORD);

        try (RecordBytesDeserializer deserializer = deserializer(properties())) {
            for (int cut = 0; cut < bytes.length; cut++) {
                byte[] truncated = message(VERSION_1, Arrays.copyOf(bytes, cut));
                assertThatThrownBy(() -> read(deserializer, truncated))
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining("cannot read a record of schema id 7");
            }
        }
        assertThatThrownBy(() -> read(message(VERSION_1, Arrays.copyOf(bytes, bytes.length + 1))))
                .hasMessageContaining("bytes are left over");
        assertThatThrownBy(() -> read(message(9, bytes))).hasMessageContaining("cannot read a record of schema id 9");
        assertThatThrownBy(() -> read(new byte[] {1})).hasMessageContaining("not in Confluent's wire format");
    }

    @Test
    void leavesReadingToADeserializerThatTheUserNames() {
        Map<String, Object> properties = properties();
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());

        assertThatThrownBy(() -> read(properties, message(VERSION_1, RecordBytes.of(RECORD))))
                .hasMessageContaining("gave a [B, not a KnowledgeRecord");
    }

    @Test
    void readsWhatItWrites() {
        KnowledgeRecord bare = KnowledgeRecord.newBuilder(RECORD)
                .setLabel(null)
                .setLayers(List.of())
                .build();

        assertThat(RecordBytes.parse(ByteBuffer.wrap(RecordBytes.of(RECORD)))).isEqualTo(RECORD);
        assertThat(RecordBytes.parse(ByteBuffer.wrap(RecordBytes.of(bare)).asReadOnlyBuffer()))
                .isEqualTo(bare);
    }

    private byte @Nullable [] read(byte[] message) {
        return read(properties(), message);
    }

    private static byte @Nullable [] read(Map<String, Object> properties, byte[] message) {
        try (RecordBytesDeserializer deserializer = deserializer(properties)) {
            return read(deserializer, message);
        }
    }

    private static RecordBytesDeserializer deserializer(Map<String, Object> properties) {
        RecordBytesDeserializer.into(properties);
        RecordBytesDeserializer deserializer = new RecordBytesDeserializer();
        deserializer.configure(properties, false);
        return deserializer;
    }

    private static byte @Nullable [] read(RecordBytesDeserializer deserializer, byte[] message) {
        ByteBuffer within = ByteBuffer.allocate(message.length + 2).position(1);
        within.put(message).flip().position(1);
        return deserializer.deserialize(TOPIC, new RecordHeaders(), within);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("value.deserializer", AvroDeserializer.class);
        properties.put("schema.registry.url", "http:/" + registry.getAddress());
        return properties;
    }

    private void serve(int id, Schema schema) {
        registry.createContext("/schemas/ids/" + id, exchange -> {
            byte[] answer = new ObjectMapper()
                    .writeValueAsString(Map.of("schema", schema.toString()))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    private static Schema reordered() {
        Schema own = KnowledgeRecord.getClassSchema();
        List<Schema.Field> fields = new ArrayList<>(own.getFields());
        fields.add(0, fields.remove(1));
        return Schema.createRecord(
                own.getName(),
                null,
                own.getNamespace(),
                false,
                fields.stream()
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }

    private static byte[] message(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static KnowledgeRecord record() {
        TrustedPackages.trust();
        return new KnowledgeRecord(
                5L,
                new Lineage(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
                ByteBuffer.wrap(new byte[300]),
                2,
                70,
                1.5,
                ByteBuffer.wrap(new byte[] {9, 8, 7, 6}),
                List.of(
                        new LayerKnowledge(0, ByteBuffer.wrap(new byte[] {1})),
                        new LayerKnowledge(300, ByteBuffer.wrap(new byte[200]))));
    }
}
