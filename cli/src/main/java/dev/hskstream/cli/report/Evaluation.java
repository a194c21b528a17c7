package dev.hskstream.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * An evaluation on the dev split during training.
 *
 * @param step number of optimizer steps done
 * @param epoch number of epochs done
 * @param value the metric
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Evaluation(long step, double epoch, double value) {}
