package dev.hskstream.base.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMemoryTest {
    @Test
    void readsThePeakFromTheKernelsText() {
        assertThat(ProcessMemory.parse(List.of("Name:\tjava", "VmHWM:\t  409600 kB", "VmRSS:\t  100 kB"), "VmHWM:"))
                .isEqualTo(409600L * 1024);
    }

    @Test
    void knowsNothingOfAProcessThatIsGone() {
        assertThat(ProcessMemory.parse(List.of(), "VmHWM:")).isZero();
        assertThat(ProcessMemory.peakRssBytes(Integer.MAX_VALUE)).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsThisProcessToUseAtLeastItsHeap() {
        Runtime runtime = Runtime.getRuntime();

        assertThat(ProcessMemory.peakRssBytes()).isGreaterThan((runtime.totalMemory() - runtime.freeMemory()) / 2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhatIsResidentNow() {
        long peak = ProcessMemory.peakRssBytes();

        assertThat(ProcessMemory.residentBytes()).isBetween(1L, Math.max(peak, ProcessMemory.peakRssBytes()));
    }
}
