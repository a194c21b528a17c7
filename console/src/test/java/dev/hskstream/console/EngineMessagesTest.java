package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of libtorch 2.7. */
class EngineMessagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "index out of range in self|its tokenizer and its weights do not belong together",
                "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 240000000000 bytes. Error code 12|asked for 240000 MB); a smaller --batch-size",
                "CUDA out of memory. Tried to allocate 2.00 GiB|out of memory beside the heap; a smaller --batch-size",
                "The size of tensor a (3) must match|the PyTorch engine failed: The size of tensor a (3) must match (a"
            })
    void saysWhatItMeans(String message, String meaning) {
        assertThat(EngineMessages.describe(new IllegalStateException(message)))
                .contains(meaning)
                .hasSizeLessThan(300);
    }

    @Test
    void ofAScriptsFailureTheReasonIsShownAndNotTheScript() {
        String message = "The following operation failed in the TorchScript interpreter.\nTraceback of TorchScript,"
                + " serialized code (most recent call last):\n  File \"code/__torch__.py\", line 7\n"
                + "RuntimeError: mat1 and mat2 shapes cannot be multiplied\n";

        assertThat(EngineMessages.describe(new IllegalStateException(message)))
                .isEqualTo("the PyTorch engine failed: RuntimeError: mat1 and mat2 shapes cannot be multiplied"
                        + " (a defect; --stacktrace shows where)");
    }

    @Test
    void knowsTheEnginesFailuresByTheirPackage() {
        assertThat(EngineMessages.isOfEngine(new IllegalStateException("x"))).isFalse();
    }
}
