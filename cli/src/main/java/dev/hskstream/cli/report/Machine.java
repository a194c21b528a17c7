package dev.hskstream.cli.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine that the numbers were measured on.
 *
 * @param cpu the processor's model name
 * @param cores processors that this process may use
 * @param memoryBytes memory of the machine or container
 * @param system operating system and architecture
 */
public record Machine(String cpu, int cores, long memoryBytes, String system) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** The machine that this process runs on. */
    public static Machine here() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new Machine(processor(), Runtime.getRuntime().availableProcessors(), memory, system);
    }

    private static String processor() {
        try {
            return processor(Files.readAllLines(CPU_INFO));
        } catch (IOException e) {
            return "unknown"; // only Linux has this file; a report is useful without it
        }
    }

    static String processor(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
