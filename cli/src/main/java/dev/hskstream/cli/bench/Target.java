package dev.hskstream.cli.bench;

/**
 * What a ratio should come to.
 *
 * @param bound at least or at most that
 */
record Target(double bound, boolean atLeast) {
    static Target atLeast(double bound) {
        return new Target(bound, true);
    }

    static Target atMost(double bound) {
        return new Target(bound, false);
    }

    boolean met(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
        String number = bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
        return (atLeast ? ">= " : "<= ") + number;
    }
}
