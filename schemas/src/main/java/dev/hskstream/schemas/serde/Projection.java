package dev.hskstream.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a record with another version of its schema, by Avro's schema resolution. Passing the other schema to the
 * record's own writer would match fields by position instead of by name.
 */
final class Projection {
    private Projection() {}

    static <T extends SpecificRecord> void write(T value, Schema target, Encoder out) throws IOException {
        ByteArrayOutputStream own = new ByteArrayOutputStream(1024);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(own, null);
        new SpecificDatumWriter<T>(value.getSchema()).write(value, encoder);
        GenericDatumReader<GenericRecord> resolver = new GenericDatumReader<>(value.getSchema(), target);
        GenericRecord projected = resolver.read(null, DecoderFactory.get().binaryDecoder(own.toByteArray(), null));
        new GenericDatumWriter<GenericRecord>(target).write(projected, out);
    }
}
