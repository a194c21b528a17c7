/** Tests of what shows the quickstart's result. */
@NullMarked
package dev.hskstream.cli.report.chart;

import org.jspecify.annotations.NullMarked;
