package dev.hskstream.base.file;

/** Tells text of two or four bytes a character, with the mark that editors put before it or without. */
final class WideText {
    /** Among so many pairs of bytes, text in Latin letters has zeros at every second place. */
    private static final int LEAST_PAIRS = 4;

    private WideText() {}

    /** {@link FileForm#UTF16} or {@link FileForm#UTF32}; {@link FileForm#BINARY} for anything else. */
    static FileForm form(byte[] head) {
        if (starts(head, 0xff, 0xfe, 0, 0) || starts(head, 0, 0, 0xfe, 0xff)) {
            return FileForm.UTF32;
        }
        if (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)) {
            return FileForm.UTF16;
        }
        return latinInPairs(head, 0) || latinInPairs(head, 1) ? FileForm.UTF16 : FileForm.BINARY;
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether at least nine of ten pairs are a printable character and, at {@code zeroAt} of the pair, a zero. */
    private static boolean latinInPairs(byte[] head, int zeroAt) {
        int pairs = head.length / 2;
        int latin = 0;
        for (int i = 0; i < pairs; i++) {
            byte letter = head[2 * i + 1 - zeroAt];
            if (head[2 * i + zeroAt] == 0 && (letter >= ' ' || letter == '\n' || letter == '\r' || letter == '\t')) {
                latin++;
            }
        }
        return pairs >= LEAST_PAIRS && latin * 10 >= pairs * 9;
    }
}
