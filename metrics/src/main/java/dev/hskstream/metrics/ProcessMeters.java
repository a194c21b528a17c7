package dev.hskstream.metrics;

import dev.hskstream.base.timing.ProcessMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/**
 * The virtual machine's and the process's own meters, under Micrometer's usual names, and its resident memory: tensors are
 * native memory, which no figure of the virtual machine shows.
 */
final class ProcessMeters implements AutoCloseable {
    private final JvmGcMetrics collections;

    private ProcessMeters(JvmGcMetrics collections) {
        this.collections = collections;
    }

    static ProcessMeters bind(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("process.resident.memory", ProcessMeters::residentBytes)
                .baseUnit("bytes")
                .description("Memory of the process in RAM, native memory included")
                .register(registry);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        return new ProcessMeters(collections);
    }

    /** Not a number where the kernel does not tell: nobody should see a process without memory. */
    private static double residentBytes() {
        long bytes = ProcessMemory.residentBytes();
        return bytes == 0 ? Double.NaN : bytes;
    }

    /** Takes away the listeners that garbage collections are counted with. */
    @Override
    public void close() {
        collections.close();
    }
}
