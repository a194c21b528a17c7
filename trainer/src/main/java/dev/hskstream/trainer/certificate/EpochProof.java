package dev.hskstream.trainer.certificate;

/**
 * A finished epoch, in which every sample was trained on exactly once.
 *
 * @param epoch index from 0, counted over all stages
 * @param stage name of the training stage that the epoch belongs to
 * @param samples number of samples
 * @param order digest of the order of the samples, hexadecimal; see {@link OrderDigest}
 */
public record EpochProof(int epoch, String stage, int samples, String order) {}
