package dev.hskstream.schemas.serde;

import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.registry.RegistryException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes Avro records in Confluent's wire format, written by any client, into this build's generated classes.
 * Accepts the properties of {@link RegistryClient}. Fields that the writer's schema lacks get their default values. A
 * record whose type is not the topic's ({@link Topics#valueType}) is refused.
 *
 * <p>Errors are {@link SerializationException}s whose messages name topic, schema id and cause.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();
    private @Nullable RegistryClient registry;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        TrustedPackages.trust();
        registry = new RegistryClient(configs);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] message) {
        if (message == null) {
            return null;
        }
        if (!WireFormat.isOne(message)) {
            throw new SerializationException(topic + ": a message of " + message.length
                    + " bytes is not in Confluent's wire format; was it written without the Avro serializer?");
        }
        int id = WireFormat.id(message);
        try {
            BinaryDecoder in = DecoderFactory.get()
                    .binaryDecoder(message, WireFormat.HEADER, message.length - WireFormat.HEADER, null);
            SpecificDatumReader<T> reader = reader(id);
            requireType(topic, id, reader.getExpected());
            T value = reader.read(null, in);
            if (!in.isEnd()) {
                throw new SerializationException(topic + ": bytes are left over after a record of schema id " + id);
            }
            return value;
        } catch (RegistryException e) {
            throw new SerializationException(notRead(topic, id, e), e);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            String why = e.getMessage() == null ? "the record is truncated" : e.getMessage();
            throw new SerializationException(topic + ": cannot read a record of schema id " + id + ": " + why, e);
        }
    }

    /**
     * If the registry does not have the schema, it is not the registry that the writer used, or it was emptied; the
     * topic itself is not damaged.
     */
    private String notRead(String topic, int id, RegistryException error) {
        if (error.notFound() && registry != null) {
            return topic + ": cannot read a record of schema id " + id + ": this registry has no schema " + id
                    + ", which "
                    + topic
                    + " was written with: is it the registry that the sets were loaded with? (--registry-url is "
                    + registry.where() + ")";
        }
        return topic + ": cannot read a record of schema id " + id + ": " + error.getMessage();
    }

    /**
     * Checks the record's type. Readers of this project's topics rely on it, and a schema id alone does not guarantee
     * it.
     */
    private static void requireType(String topic, int id, Schema found) {
        Topics.valueType(topic).map(Class::getName).ifPresent(promised -> {
            if (!promised.equals(found.getFullName())) {
                throw new SerializationException(
                        topic + ": a record of schema id " + id + " is a " + found.getName()
                                + ", the topic holds " + promised.substring(promised.lastIndexOf('.') + 1)
                                + "s; was it written by something else, or is this not the registry that the sets were loaded with?");
            }
        });
    }

    private SpecificDatumReader<T> reader(int id) {
        SpecificDatumReader<T> known = readers.get(id);
        if (known == null) {
            if (registry == null) {
                throw new IllegalStateException("AvroDeserializer is used before configure(...)");
            }
            known = reader(registry.schema(id));
            readers.put(id, known);
        }
        return known;
    }

    private SpecificDatumReader<T> reader(Schema writer) {
        Class<?> type = SpecificData.get().getClass(writer);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new AvroRuntimeException("it is a " + writer.getFullName()
                    + " in this registry, for which this build has no class; is it the registry that the sets were"
                    + " loaded with?");
        }
        Schema own = SpecificData.get().getSchema(type);
        return new SpecificDatumReader<>(writer, own, SpecificData.getForClass(type));
    }
}
