package dev.hskstream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.formats.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BuffersTest {
    @Test
    void readsFromTheBuffersPosition() {
        try (NDManager manager = Tensors.newManager()) {
            ByteBuffer buffer = Buffers.allocate(16);
            buffer.putFloat(1).putFloat(2).putFloat(3).putFloat(4).position(8);

            NDArray tensor = Buffers.floats(manager, buffer, 2);

            assertThat(tensor.toFloatArray()).containsExactly(3, 4);
        }
    }

    @Test
    void aliasesTheBuffer() {
        try (NDManager manager = Tensors.newManager()) {
            ByteBuffer buffer = Buffers.allocate(8);
            NDArray tensor = Buffers.floats(manager, buffer, 2);

            buffer.putFloat(4, 7);

            assertThat(tensor.toFloatArray()).containsExactly(0, 7);
        }
    }

    @Test
    void refusesWhatTheEngineWouldMisread() {
        try (NDManager manager = Tensors.newManager()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Buffers.floats(manager, ByteBuffer.allocate(8), 2))
                    .withMessageContaining("direct");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Buffers.floats(manager, ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN), 2))
                    .withMessageContaining("byte order");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Buffers.floats(manager, Buffers.allocate(8), 3))
                    .withMessageContaining("12 bytes");
        }
    }

    @Test
    void copiesToHostAndBack() {
        try (NDManager manager = Tensors.newManager()) {
            HostTensor host = HostTensor.of(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);

            NDArray tensor = Buffers.copy(manager, host);

            assertThat(Buffers.toHost(tensor)).isEqualTo(host);
            assertThat(Buffers.toArray(tensor)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void anArenaHandsOutDisjointPiecesAndTakesThemBack() {
        Arena arena = new Arena();
        ByteBuffer first = arena.take(20);
        ByteBuffer second = arena.take(8);
        first.putInt(0, 1);
        second.putInt(0, 2);
        assertThat(first.getInt(0)).isEqualTo(1);
        assertThat(first.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(arena.take(40 << 20).capacity()).isEqualTo(40 << 20);

        arena.reset();

        assertThat(arena.take(4).getInt(0)).isEqualTo(1);
    }
}
