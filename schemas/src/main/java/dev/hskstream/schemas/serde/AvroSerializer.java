package dev.hskstream.schemas.serde;

import dev.hskstream.schemas.registry.RegisteredSchema;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes Avro records in Confluent's wire format, under the subject {@code <topic>-value} or {@code <topic>-key}.
 * Accepts Confluent's properties: those of {@link RegistryClient}, {@code auto.register.schemas} and
 * {@code use.latest.version}. Registering a subject's first schema sets its compatibility to FULL_TRANSITIVE.
 *
 * <p>Errors are {@link SerializationException}s whose messages name topic, record and cause.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    private @Nullable RegistryClient registry;
    private SerdeConfig config = new SerdeConfig(true, false);
    private boolean key;

    /**
     * The schemas for one topic's records.
     *
     * @param own the record class's schema
     * @param written the schema that records are written with
     * @param id the registry's id of {@code written}
     */
    private record Target(Schema own, Schema written, int id) {}

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        TrustedPackages.trust();
        registry = new RegistryClient(configs);
        config = SerdeConfig.of(configs);
        key = isKey;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        try {
            Target target = target(topic, value.getSchema());
            ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
            out.writeBytes(WireFormat.header(target.id()));
            write(target, value, out);
            return out.toByteArray();
        } catch (RegistryException | AvroRuntimeException | ClassCastException | IOException e) {
            throw new SerializationException(
                    topic + ": cannot write " + value.getSchema().getName() + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // equals ignores doc; a generated class has only one schema instance
    private Target target(String topic, Schema own) {
        Target known = targets.get(topic);
        if (known != null && known.own() == own) {
            return known;
        }
        Target found = resolve(SerdeConfig.subject(topic, key), own);
        targets.put(topic, found);
        return found;
    }

    private Target resolve(String subject, Schema own) {
        if (registry == null) {
            throw new IllegalStateException("AvroSerializer is used before configure(...)");
        }
        if (config.autoRegister()) {
            return new Target(own, own, registry.registerGuarded(subject, own));
        }
        if (config.latest()) {
            RegisteredSchema latest = registry.latest(subject);
            return new Target(own, latest.schema(), latest.id());
        }
        return new Target(own, own, registry.lookup(subject, own));
    }

    private void write(Target target, T value, ByteArrayOutputStream out) throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        if (target.own().equals(target.written())) {
            new SpecificDatumWriter<T>(target.own()).write(value, encoder);
        } else {
            Projection.write(value, target.written(), encoder);
        }
        encoder.flush();
    }
}
