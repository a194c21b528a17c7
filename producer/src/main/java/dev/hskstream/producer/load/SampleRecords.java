package dev.hskstream.producer.load;

import dev.hskstream.model.task.Example;
import dev.hskstream.schemas.avro.Sample;
import java.util.OptionalDouble;

/** A task's examples as the samples topic has them. */
public final class SampleRecords {
    private SampleRecords() {}

    /** What is written of an example. */
    static Sample of(Example example, String split) {
        return Sample.newBuilder()
                .setIndex(example.index())
                .setSplit(split)
                .setText(example.text())
                .setTextPair(example.pair())
                .setLabel(example.label().isPresent() ? example.label().getAsDouble() : null)
                .build();
    }

    /** What was written of an example. */
    public static Example example(Sample sample) {
        Double label = sample.getLabel();
        return new Example(
                sample.getIndex(),
                sample.getText(),
                sample.getTextPair(),
                label == null ? OptionalDouble.empty() : OptionalDouble.of(label));
    }
}
