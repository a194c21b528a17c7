package dev.hskstream.cli.report;

import java.util.Map;

/**
 * The sealed knowledge set the students replayed.
 *
 * @param name the set's name
 * @param samples training samples in it
 * @param devSamples samples that models are measured on
 * @param bytesPerSample mean size of a knowledge record as stored
 * @param hskShare kept numbers over all numbers of the full hidden states, from 0 to 1
 * @param compression the selections and the encoding, by option name
 * @param digest the set's digest, from the seal
 */
public record SetResult(
        String name,
        long samples,
        long devSamples,
        double bytesPerSample,
        double hskShare,
        Map<String, String> compression,
        String digest) {}
