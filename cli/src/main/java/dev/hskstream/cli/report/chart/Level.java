package dev.hskstream.cli.report.chart;

/**
 * A value to compare with, drawn across the picture.
 *
 * @param name what it is
 * @param value where it lies on the vertical axis
 */
public record Level(String name, double value) {}
