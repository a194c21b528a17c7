package dev.hskstream.monitor.lag;

/**
 * The members of a set's group of teacher workers.
 *
 * @param members their number; a killed one counts until its session times out
 * @param rebalancing whether the group is assigning partitions
 */
record Workers(Amount members, boolean rebalancing) {
    static final Workers NONE = new Workers(Amount.known(0), false);
}
