package dev.hskstream.base.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resident memory of a process, now (VmRSS in proc(5)) and at most so far (VmHWM), as the Linux kernel counts it. */
public final class ProcessMemory {
    private static final Path PROC = Path.of("/proc");

    private ProcessMemory() {}

    /** Bytes of this process at its peak; 0 where the kernel does not tell. */
    public static long peakRssBytes() {
        return peakRssBytes(ProcessHandle.current().pid());
    }

    /** Bytes of this process now; 0 where the kernel does not tell. */
    public static long residentBytes() {
        return bytes(ProcessHandle.current().pid(), "VmRSS:");
    }

    /** Bytes of another process at its peak; 0 if it is gone or the kernel does not tell. */
    public static long peakRssBytes(long pid) {
        return bytes(pid, "VmHWM:");
    }

    private static long bytes(long pid, String field) {
        try {
            return parse(Files.readAllLines(PROC.resolve(pid + "/status")), field);
        } catch (IOException e) {
            return 0; // no proc file system here, or the process has ended: both mean that nothing is known
        }
    }

    static long parse(List<String> status, String field) {
        return status.stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
