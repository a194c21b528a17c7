package dev.hskstream.kafka.copy;

/** The position and size of each sample's record in a file: 12 bytes per record. */
final class RecordIndex {
    private final long[] starts;
    private final int[] sizes;

    RecordIndex(int records) {
        starts = new long[records];
        sizes = new int[records];
    }

    void set(int sample, long start, int size) {
        starts[sample] = start;
        sizes[sample] = size;
    }

    int records() {
        return starts.length;
    }

    long start(int sample) {
        return starts[sample];
    }

    int size(int sample) {
        return sizes[sample];
    }
}
