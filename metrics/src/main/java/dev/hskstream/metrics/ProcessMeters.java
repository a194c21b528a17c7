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
 * The JVM's and the process's meters under Micrometer's usual names, and the process's resident memory. Tensors live in
 * native memory, which none of the JVM's meters include.
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

    /** NaN if the kernel does not report it, because 0 bytes would be a wrong measurement. */
    private static double residentBytes() {
        long bytes = ProcessMemory.residentBytes();
        return bytes == 0 ? Double.NaN : bytes;
    }

    /** Removes the listeners that count garbage collections. */
    @Override
    public void close() {
        collections.close();
    }
}
