package dev.hskstream.cli.bench;

import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.StandardCompression;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code codec.encode} and {@code codec.decode}: the throughput of encoding or decoding float32 values as
 * {@link LayerBlock} payloads, in bytes of values per second, divided by the throughput of copying the same arrays with
 * {@link System#arraycopy}. The blocks are those of {@value #SAMPLES} samples with the standard compression, each with
 * its own mask of a tenth of the units. Their 50 MB of values are read from main memory, as in a real set, and not from
 * the processor's caches. Runs on one thread.
 */
record CodecRatios(Direction direction, String values) implements Benchmark {
    private static final int SAMPLES = 4096;
    private static final int TOKENS = 16;

    /**
     * Long enough for the clock's resolution, and short enough that other load on the machine slows both sides equally.
     */
    private static final double SECONDS = 0.02;

    enum Direction {
        ENCODE,
        DECODE
    }

    @Override
    public String name() {
        return "codec." + direction.name().toLowerCase(Locale.ROOT) + "." + values;
    }

    @Override
    public Target target() {
        return Target.atLeast(0.25);
    }

    @Override
    public double weight() {
        return 2;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        int[] lengths = new SentenceLengths.Fixed(TOKENS).of(SAMPLES);
        List<LayerBlock> blocks = new ArrayList<>();
        RandomKnowledge knowledge = new RandomKnowledge(StandardCompression.compression(values), ModelShape.TEACHER);
        for (Knowledge sample : knowledge.all(lengths)) {
            blocks.addAll(sample.layers());
        }
        return new Pass(direction, ValueEncoding.parse(values), blocks);
    }

    private static final class Pass implements Sides {
        private final Direction direction;
        private final ValueEncoding encoding;
        private final List<LayerBlock> blocks;
        private final List<ByteBuffer> payloads;
        private final int bytes;

        /** Written but never read; keeps the compiler from removing the computation. */
        @SuppressWarnings("UnusedVariable")
        private volatile long sink;

        Pass(Direction direction, ValueEncoding encoding, List<LayerBlock> blocks) {
            this.direction = direction;
            this.encoding = encoding;
            this.blocks = blocks;
            this.payloads =
                    blocks.stream().map(block -> block.encode(encoding, false)).toList();
            this.bytes = blocks.stream()
                    .mapToInt(block -> Float.BYTES * block.values().length)
                    .sum();
        }

        @Override
        public double first() {
            return bytesPerSecond(direction == Direction.ENCODE ? this::encode : this::decode);
        }

        @Override
        public double second() {
            return bytesPerSecond(this::copy);
        }

        @Override
        public void warmUp() {
            for (int i = 0; i < 10; i++) {
                first();
                second();
            }
        }

        private void encode() {
            long sum = 0;
            for (LayerBlock block : blocks) {
                ByteBuffer payload = block.encode(encoding, false);
                sum += payload.get(payload.limit() - 1);
            }
            sink = sum;
        }

        private void decode() {
            long sum = 0;
            for (ByteBuffer payload : payloads) {
                float[] decoded =
                        LayerBlock.decode(0, payload, Optional.empty()).values();
                sum += Float.floatToRawIntBits(decoded[decoded.length - 1]);
            }
            sink = sum;
        }

        /** Copies into newly allocated memory, as the codec does. */
        private void copy() {
            long sum = 0;
            for (LayerBlock block : blocks) {
                float[] values = block.values();
                float[] copy = new float[values.length];
                System.arraycopy(values, 0, copy, 0, values.length);
                sum += Float.floatToRawIntBits(copy[copy.length - 1]);
            }
            sink = sum;
        }

        private double bytesPerSecond(Runnable pass) {
            return Timing.ratePerSecond(SECONDS, () -> {
                pass.run();
                return bytes;
            });
        }
    }
}
