package dev.hskstream.schemas.lineage;

import dev.hskstream.base.UsageException;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Converts compressions between the form in which they are used and the form in which manifests state them. */
public final class CompressionSpecs {
    private CompressionSpecs() {}

    /**
     * Returns what a manifest states about a compression.
     *
     * @param teacherLayers number of encoder layers of the teacher
     * @param hidden the teacher's hidden size
     * @throws UsageException if the compression names a layer that the teacher does not have
     */
    public static CompressionSpec of(Compression compression, int teacherLayers, int hidden) {
        byte[] mask =
                compression.width().setWide(hidden).map(WidthMask::toBitmap).orElse(new byte[0]);
        return CompressionSpec.newBuilder()
                .setDepth(compression.depth().toString())
                .setLength(compression.length().toString())
                .setWidth(compression.width().toString())
                .setValues(compression.values().spec())
                .setLayers(Arrays.stream(compression.depth().layers(teacherLayers))
                        .boxed()
                        .toList())
                .setWidthMask(ByteBuffer.wrap(mask))
                .build();
    }

    /** Returns the compression that a manifest states. */
    public static Compression compression(CompressionSpec spec) {
        return Compression.parse(spec.getDepth(), spec.getLength(), spec.getWidth(), spec.getValues());
    }
}
