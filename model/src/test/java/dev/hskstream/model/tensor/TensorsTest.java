package dev.hskstream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "cuda", "gpu", "gpu:", "gpu:-1", "GPU:0", "cpu:0"})
    void refusesWhatIsNoDevice(String name) {
        assertThatThrownBy(() -> Tensors.use(name, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--device is \"" + name + "\"; it can be cpu or gpu:N, such as gpu:0");
        assertThat(Tensors.deviceName()).isEqualTo("cpu");
    }

    @Test
    void refusesAGraphicsCardThatIsNotThere() {
        assertThatThrownBy(() -> Tensors.use("gpu:99", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "--device gpu:99: PyTorch sees " + Tensors.engine().getGpuCount() + " graphics cards");
        assertThat(Tensors.deviceName()).isEqualTo("cpu");
    }
}
