package dev.hskstream.schemas.selection;

import java.util.Arrays;

/**
 * Finds the k largest of many scores without sorting them all: quickselect finds the k-th largest, and one pass
 * collects the result. Of equal scores, those with the lowest indices are taken, so the result depends on the scores
 * only. NaN ranks highest.
 */
final class TopK {
    private TopK() {}

    /** Indices of the k largest scores, in ascending order of index. */
    static int[] ascending(float[] scores, int n, int k) {
        int[] keys = keys(scores, n);
        int threshold = kthLargest(keys.clone(), k);
        int above = 0;
        for (int key : keys) {
            above += key > threshold ? 1 : 0;
        }
        int equal = k - above;
        int[] top = new int[k];
        for (int i = 0, at = 0; at < k; i++) {
            if (keys[i] > threshold || (keys[i] == threshold && equal-- > 0)) {
                top[at++] = i;
            }
        }
        return top;
    }

    /** Indices of the k largest scores, largest first; equal scores in ascending order of index. */
    static int[] descending(float[] scores, int n, int k) {
        int[] top = ascending(scores, n, k);
        long[] order = new long[k];
        for (int i = 0; i < k; i++) {
            // The high half is the complemented score and the low half the index, so ascending order is the order
            // wanted.
            order[i] = ((long) ~key(scores[top[i]]) << 32) | top[i];
        }
        Arrays.sort(order);
        for (int i = 0; i < k; i++) {
            top[i] = (int) order[i];
        }
        return top;
    }

    private static int[] keys(float[] scores, int n) {
        int[] keys = new int[n];
        for (int i = 0; i < n; i++) {
            keys[i] = key(scores[i]);
        }
        return keys;
    }

    /** Maps a float to an int with the same ordering; adding zero makes -0 equal to 0. */
    private static int key(float score) {
        int bits = Float.floatToIntBits(score + 0.0f);
        return bits ^ ((bits >> 31) & 0x7fffffff);
    }

    private static int kthLargest(int[] keys, int k) {
        int target = keys.length - k;
        int low = 0;
        int high = keys.length - 1;
        while (low < high) {
            int pivot = keys[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (keys[i] < pivot) {
                    i++;
                }
                while (keys[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    int swapped = keys[i];
                    keys[i++] = keys[j];
                    keys[j--] = swapped;
                }
            }
            if (target <= j) {
                high = j;
            } else if (target >= i) {
                low = i;
            } else {
                return keys[target];
            }
        }
        return keys[target];
    }
}
