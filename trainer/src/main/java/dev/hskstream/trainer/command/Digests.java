package dev.hskstream.trainer.command;

/** Digests, shortened for people to compare. */
final class Digests {
    private static final int SHOWN = 12;

    private Digests() {}

    /** The first characters of a hexadecimal digest. */
    static String shown(CharSequence digest) {
        return digest.subSequence(0, Math.min(SHOWN, digest.length())).toString();
    }
}
