/** Tests of the charts. */
@NullMarked
package dev.hskstream.cli.report.chart;

import org.jspecify.annotations.NullMarked;
