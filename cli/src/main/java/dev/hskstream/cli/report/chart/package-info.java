/** Renders charts as SVG text, which depends only on the data; the page's style sheet defines the colours. */
@NullMarked
package dev.hskstream.cli.report.chart;

import org.jspecify.annotations.NullMarked;
