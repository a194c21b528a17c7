package dev.hskstream.schemas.record;

import dev.hskstream.schemas.encoding.Float16;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Encoding and decoding a layer's payload, compared with copying the same float32 values: the ratio of the times is the
 * ratio of the GB/s. With {@code layers} 0, every call takes another layer out of 64 MiB of layers, as training or a
 * teacher does; with 1, every call takes the same one, which stays in the processor's first-level cache.
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=schemas -Dbenchmark=CodecBenchmark -pl schemas process-test-classes
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class CodecBenchmark {
    private static final int HIDDEN = 768;
    private static final int STREAM_BYTES = 64 << 20;

    /** Number of kept tokens. */
    @Param({"8", "64"})
    public int tokens;

    /** Name of the value encoding. */
    @Param({"float16", "int8"})
    public String values = "";

    /** Share of the units that is kept. */
    @Param({"0.1", "1"})
    public double width;

    /** Number of layers to alternate between; 0 for as many as fit in 64 MiB. */
    @Param({"0", "1"})
    public int layers;

    private ValueEncoding encoding = new Float16();
    private LayerBlock[] blocks = {};
    private ByteBuffer[] payloads = {};
    private float[][] copies = {};
    private int at;

    /** Creates random layers. */
    @Setup
    public void draw() {
        encoding = ValueEncoding.parse(values);
        int units = (int) Math.rint(width * HIDDEN);
        int count = layers == 0 ? STREAM_BYTES / (Float.BYTES * tokens * units) : layers;
        blocks = new LayerBlock[count];
        payloads = new ByteBuffer[count];
        copies = new float[count][tokens * units];
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            int[] kept = random.ints(0, HIDDEN).distinct().limit(units).sorted().toArray();
            float[] drawn = new float[tokens * units];
            for (int v = 0; v < drawn.length; v++) {
                drawn[v] = (float) random.nextGaussian();
            }
            int[] positions = IntStream.range(0, tokens).map(t -> t * 2).toArray();
            WidthMask mask = units == HIDDEN ? WidthMask.full(HIDDEN) : new WidthMask(HIDDEN, kept);
            blocks[i] = new LayerBlock(4, positions, mask, drawn);
            payloads[i] = blocks[i].encode(encoding, false);
        }
    }

    /** Encodes values to a payload. */
    @Benchmark
    public ByteBuffer encode() {
        return blocks[next()].encode(encoding, false);
    }

    /** Decodes a payload to values. */
    @Benchmark
    public LayerBlock decode() {
        return LayerBlock.decode(4, payloads[next()], Optional.empty());
    }

    /** Copies the values, as the baseline. */
    @Benchmark
    public float[] memcpy() {
        int i = next();
        System.arraycopy(blocks[i].values(), 0, copies[i], 0, copies[i].length);
        return copies[i];
    }

    private int next() {
        at = at + 1 < blocks.length ? at + 1 : 0;
        return at;
    }
}
