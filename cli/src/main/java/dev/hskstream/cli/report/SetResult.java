package dev.hskstream.cli.report;

import java.util.Map;

/**
 * The sealed knowledge set that the students trained on.
 *
 * @param name the set's name
 * @param samples number of training samples
 * @param devSamples number of samples that models are evaluated on
 * @param bytesPerSample mean size of a stored knowledge record
 * @param hskShare number of kept values divided by the number of values in the full hidden states, from 0 to 1
 * @param compression the compression options and their values
 * @param digest the set's digest, computed when it was sealed
 */
public record SetResult(
        String name,
        long samples,
        long devSamples,
        double bytesPerSample,
        double hskShare,
        Map<String, String> compression,
        String digest) {}
