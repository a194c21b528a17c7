package dev.hskstream.trainer.certificate;

/**
 * A finished epoch, in which every sample was trained on exactly once.
 *
 * @param epoch over all stages, from 0
 * @param stage what the epoch was for
 * @param samples how many
 * @param order digest of the order, as {@link OrderDigest} makes it, hexadecimal
 */
public record EpochProof(int epoch, String stage, int samples, String order) {}
