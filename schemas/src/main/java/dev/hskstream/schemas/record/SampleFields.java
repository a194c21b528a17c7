package dev.hskstream.schemas.record;

import dev.hskstream.schemas.avro.Sample;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Converts samples to Avro records and back; no other class does. Callers have sample classes of their own and pass a
 * constructor.
 */
public final class SampleFields {
    private SampleFields() {}

    /** Creates a caller's sample object from a record's fields. */
    @FunctionalInterface
    public interface Maker<T> {
        /**
         * Creates the sample.
         *
         * @param index 0-based row within its split
         * @param pair the second text of a text pair
         * @param label class index or score
         */
        T make(long index, String text, @Nullable String pair, OptionalDouble label);
    }

    /** Creates the record of a sample. */
    public static Sample record(String split, long index, String text, @Nullable String pair, OptionalDouble label) {
        return Sample.newBuilder()
                .setIndex(index)
                .setSplit(split)
                .setText(text)
                .setTextPair(pair)
                .setLabel(label.isPresent() ? label.getAsDouble() : null)
                .build();
    }

    /** Reads a record into a sample object. */
    public static <T> T read(Sample sample, Maker<T> maker) {
        Double label = sample.getLabel();
        return maker.make(
                sample.getIndex(),
                sample.getText(),
                sample.getTextPair(),
                label == null ? OptionalDouble.empty() : OptionalDouble.of(label));
    }
}
