package dev.hskstream.monitor.knowledge;

import dev.hskstream.schemas.avro.SampleRange;
import java.util.ArrayList;
import java.util.List;

/** A set of sample indices as ranges: ascending, and apart from each other. Blocks of samples come in order, so there are few. */
final class SampleRanges {
    private SampleRanges() {}

    /** Whether the index is in one of the ranges. */
    static boolean contains(List<SampleRange> ranges, long index) {
        int after = after(ranges, index);
        return after > 0 && index < ranges.get(after - 1).getEnd();
    }

    /** The ranges with an index that is in none of them. */
    static List<SampleRange> with(List<SampleRange> ranges, long index) {
        List<SampleRange> result = new ArrayList<>(ranges);
        int after = after(ranges, index);
        long first = index;
        long end = index + 1;
        if (after < ranges.size() && ranges.get(after).getFirst() == end) {
            end = result.remove(after).getEnd();
        }
        if (after > 0 && ranges.get(after - 1).getEnd() == first) {
            first = result.remove(--after).getFirst();
        }
        result.add(after, new SampleRange(first, end));
        return result;
    }

    /** The position of the first range that begins after the index. */
    private static int after(List<SampleRange> ranges, long index) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).getFirst() <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
