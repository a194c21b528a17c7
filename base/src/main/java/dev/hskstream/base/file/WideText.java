package dev.hskstream.base.file;

/** Detects text in UTF-16 and UTF-32, with or without a byte order mark. */
final class WideText {
    /**
     * The least number of byte pairs for which zeros at every second byte are taken as UTF-16 text in Latin letters.
     */
    private static final int LEAST_PAIRS = 4;

    private WideText() {}

    /** {@link FileForm#UTF16}, {@link FileForm#UTF32}, or {@link FileForm#BINARY} for anything else. */
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

    /**
     * Whether at least nine of ten byte pairs are a printable character and a zero.
     *
     * @param zeroAt position of the zero byte in its pair, 0 or 1
     */
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
