package dev.hskstream.kafka.copy;

/** Where each sample's record is in a file: 12 bytes a record. */
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
