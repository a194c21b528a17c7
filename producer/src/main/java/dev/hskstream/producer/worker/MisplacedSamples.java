package dev.hskstream.producer.worker;

import dev.hskstream.base.UserException;

/** A set's samples are not where they belong: they were lost, or something else wrote to their topic. */
final class MisplacedSamples extends UserException {
    private static final long serialVersionUID = 1L;

    /** What was found, and where; the remedy is that of a topic that something else wrote to. */
    MisplacedSamples(String found) {
        super(found + "; something else wrote to the topic, load the data under another --set");
    }
}
