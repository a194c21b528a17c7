package dev.hskstream.schemas.serde;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.registry.RegistryException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes knowledge records to {@link RecordBytes}. Records written with version 1 of the schema, in Avro's usual
 * encoding, have these bytes already and are copied. All others are read by the deserializer that was configured before
 * and encoded again. Errors are that deserializer's.
 */
public final class RecordBytesDeserializer implements Deserializer<byte[]> {
    private static final String BEFORE = "record.bytes.deserializer";

    private final Map<Integer, Boolean> versions = new ConcurrentHashMap<>();
    private Deserializer<?> records = new AvroDeserializer<>();
    private @Nullable RegistryClient registry;

    /** Replaces the value deserializer in a consumer's properties by this one. */
    public static void into(Map<String, Object> properties) {
        Object before = properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, RecordBytesDeserializer.class);
        properties.put(BEFORE, before instanceof Class<?> type ? type.getName() : String.valueOf(before));
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        String before = String.valueOf(configs.get(BEFORE));
        if (before.equals(AvroDeserializer.class.getName())) {
            registry = new RegistryClient(configs);
        } else {
            // a deserializer of the user's, which may do more than read Avro
            records = named(before);
        }
        records.configure(configs, isKey);
    }

    @Override
    public byte @Nullable [] deserialize(String topic, byte @Nullable [] message) {
        return read(topic, null, message == null ? null : ByteBuffer.wrap(message));
    }

    @Override
    public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer message) {
        return read(topic, headers, message);
    }

    @Override
    public void close() {
        records.close();
    }

    private byte @Nullable [] read(String topic, @Nullable Headers headers, @Nullable ByteBuffer message) {
        if (message != null && isVersion1(message)) {
            ByteBuffer body =
                    message.slice(message.position() + WireFormat.HEADER, message.remaining() - WireFormat.HEADER);
            if (RecordBytes.areOne(body)) {
                return Utils.toArray(body);
            }
        }
        byte[] bytes = message == null ? null : Utils.toArray(message);
        Object record =
                headers == null ? records.deserialize(topic, bytes) : records.deserialize(topic, headers, bytes);
        if (record == null || record instanceof KnowledgeRecord) {
            return record == null ? null : RecordBytes.of((KnowledgeRecord) record);
        }
        throw new SerializationException(topic + ": " + records.getClass().getName() + " gave a "
                + record.getClass().getName() + ", not a KnowledgeRecord; name a deserializer of specific records");
    }

    private boolean isVersion1(ByteBuffer message) {
        if (registry == null || !WireFormat.isOne(message)) {
            return false;
        }
        int id = WireFormat.id(message);
        Boolean known = versions.get(id);
        if (known == null) {
            try {
                known = RecordBytes.areOf(registry.schema(id));
            } catch (RegistryException e) {
                // The other deserializer repeats the request and reports the failure properly.
                return false;
            }
            versions.put(id, known);
        }
        return known;
    }

    private static Deserializer<?> named(String type) {
        try {
            return Utils.newInstance(type, Deserializer.class);
        } catch (ClassNotFoundException e) {
            throw new SerializationException("value.deserializer: there is no class " + type + " on the class path", e);
        }
    }
}
