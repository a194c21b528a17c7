package dev.hskstream.model.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HostTensorTest {
    @Test
    void isEqualByShapeAndBits() {
        HostTensor tensor = HostTensor.of(new long[] {2, 2}, 1f, 2f, 3f, 4f);

        assertThat(tensor).isEqualTo(HostTensor.of(new long[] {2, 2}, 1f, 2f, 3f, 4f));
        assertThat(tensor).hasSameHashCodeAs(HostTensor.of(new long[] {2, 2}, 1f, 2f, 3f, 4f));
        assertThat(tensor).isNotEqualTo(HostTensor.of(new long[] {4}, 1f, 2f, 3f, 4f));
        assertThat(tensor).isNotEqualTo(HostTensor.of(new long[] {2, 2}, 1f, 2f, 3f, 5f));
    }

    @Test
    void keepsItsPositionWhenAViewIsRead() {
        HostTensor tensor = HostTensor.of(new long[] {2}, 1f, 2f);

        tensor.data().getFloat();
        tensor.floats().get();

        assertThat(tensor.data().position()).isZero();
        assertThat(tensor.floats().get()).isEqualTo(1f);
    }

    @Test
    void holdsAScalarInAnEmptyShape() {
        assertThat(HostTensor.of(new long[0], 7f).size()).isEqualTo(1);
    }

    @Test
    void refusesDataOfAnotherSize() {
        assertThatThrownBy(() -> new HostTensor(new long[] {3}, ByteBuffer.allocateDirect(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [3] needs 12 bytes, there are 8");
    }

    @Test
    void refusesHeapMemory() {
        assertThatThrownBy(() -> new HostTensor(new long[] {1}, ByteBuffer.allocate(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("direct");
    }
}
