package dev.hskstream.producer.worker;

import dev.hskstream.base.UserException;

/** Thrown if a set's samples are not at their positions: they were lost, or another program wrote to their topic. */
final class MisplacedSamples extends UserException {
    private static final long serialVersionUID = 1L;

    /** Takes what was found and where, and adds the remedy for a topic to which another program wrote. */
    MisplacedSamples(String found) {
        super(found + "; something else wrote to the topic, load the data under another --set");
    }
}
