package dev.hskstream.cli.report.chart;

/**
 * A reference value, drawn as a line across the chart.
 *
 * @param name its name
 * @param value its position on the vertical axis
 */
public record Level(String name, double value) {}
