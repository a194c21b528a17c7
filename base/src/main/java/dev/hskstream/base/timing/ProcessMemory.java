package dev.hskstream.base.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resident memory of a process, current (VmRSS in proc(5)) and peak (VmHWM), as the Linux kernel reports it. */
public final class ProcessMemory {
    private static final Path PROC = Path.of("/proc");

    private ProcessMemory() {}

    /** Peak resident memory of this process in bytes; 0 if the kernel does not report it. */
    public static long peakRssBytes() {
        return peakRssBytes(ProcessHandle.current().pid());
    }

    /** Current resident memory of this process in bytes; 0 if the kernel does not report it. */
    public static long residentBytes() {
        return bytes(ProcessHandle.current().pid(), "VmRSS:");
    }

    /** Peak resident memory of another process in bytes; 0 if it has ended or the kernel does not report it. */
    public static long peakRssBytes(long pid) {
        return bytes(pid, "VmHWM:");
    }

    private static long bytes(long pid, String field) {
        try {
            return parse(Files.readAllLines(PROC.resolve(pid + "/status")), field);
        } catch (IOException e) {
            return 0; // no /proc on this system, or the process has ended; in both cases the value is unknown
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
