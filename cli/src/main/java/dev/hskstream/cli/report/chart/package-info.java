/** Pictures as SVG text: pure functions of their data, coloured by the page's style sheet. */
@NullMarked
package dev.hskstream.cli.report.chart;

import org.jspecify.annotations.NullMarked;
