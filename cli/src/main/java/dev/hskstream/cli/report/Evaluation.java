package dev.hskstream.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The metric on the dev split after some training.
 *
 * @param step optimizer steps done
 * @param epoch passes over the training split done
 * @param value the metric
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Evaluation(long step, double epoch, double value) {}
