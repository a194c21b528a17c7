package dev.hskstream.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The largest resident memory of a process so far, as the Linux kernel counts it (VmHWM in proc(5)). */
public final class ProcessMemory {
    private static final Path PROC = Path.of("/proc");

    private ProcessMemory() {}

    /** Bytes of this process at its peak; 0 where the kernel does not tell. */
    public static long peakRssBytes() {
        return peakRssBytes(ProcessHandle.current().pid());
    }

    /** Bytes of another process at its peak; 0 if it is gone or the kernel does not tell. */
    public static long peakRssBytes(long pid) {
        try {
            return parse(Files.readAllLines(PROC.resolve(pid + "/status")));
        } catch (IOException e) {
            return 0; // no proc file system here, or the process has ended: both mean that nothing is known
        }
    }

    static long parse(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
