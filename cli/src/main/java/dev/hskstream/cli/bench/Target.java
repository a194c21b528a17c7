package dev.hskstream.cli.bench;

/**
 * The value that a ratio should reach.
 *
 * @param atLeast whether {@code bound} is a minimum; otherwise it is a maximum
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
