package dev.hskstream.cli.report.chart;

/**
 * One value of a series.
 *
 * @param x position in the unit of the horizontal axis
 * @param y value in the unit of the vertical axis
 */
public record Point(double x, double y) {}
