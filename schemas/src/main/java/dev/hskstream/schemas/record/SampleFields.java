package dev.hskstream.schemas.record;

import dev.hskstream.schemas.avro.Sample;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a sample becomes a record and a record a sample. What a sample is in memory is its readers' own: they
 * give its constructor.
 */
public final class SampleFields {
    private SampleFields() {}

    /** Makes a sample of what a record holds. */
    @FunctionalInterface
    public interface Maker<T> {
        /**
         * The sample.
         *
         * @param index 0-based row within its split
         * @param pair the second text of a pair
         * @param label class index or score
         */
        T make(long index, String text, @Nullable String pair, OptionalDouble label);
    }

    /** The record of a sample of that split. */
    public static Sample record(String split, long index, String text, @Nullable String pair, OptionalDouble label) {
        return Sample.newBuilder()
                .setIndex(index)
                .setSplit(split)
                .setText(text)
                .setTextPair(pair)
                .setLabel(label.isPresent() ? label.getAsDouble() : null)
                .build();
    }

    /** What was written of a sample. */
    public static <T> T read(Sample sample, Maker<T> maker) {
        Double label = sample.getLabel();
        return maker.make(
                sample.getIndex(),
                sample.getText(),
                sample.getTextPair(),
                label == null ? OptionalDouble.empty() : OptionalDouble.of(label));
    }
}
