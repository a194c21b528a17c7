package dev.hskstream.cli.bench;

import dev.hskstream.cli.report.Machine;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The machine and software that the ratios were measured on.
 *
 * @param processor the processor's model name
 * @param cores processors that this process may use
 * @param threads threads per tensor operation
 * @param memoryBytes memory of the machine or container
 * @param heapBytes maximum size of the Java heap
 * @param system operating system and architecture
 * @param libtorch version of libtorch
 * @param ops the tensor operations in use: fast or plain
 * @param date start of the measurement, UTC
 */
record BenchMachine(
        String processor,
        int cores,
        int threads,
        long memoryBytes,
        long heapBytes,
        String system,
        String java,
        String libtorch,
        String ops,
        String date) {
    static BenchMachine here(Clock clock) {
        Machine machine = Machine.here();
        try (TensorOps ops = OpsSelection.select()) {
            return new BenchMachine(
                    machine.cpu(),
                    machine.cores(),
                    Tensors.threads(),
                    machine.memoryBytes(),
                    Runtime.getRuntime().maxMemory(),
                    machine.system(),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                    Tensors.engine().getVersion(),
                    ops.name(),
                    Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }
}
