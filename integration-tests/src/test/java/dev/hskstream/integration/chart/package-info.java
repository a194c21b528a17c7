/** Tests the Helm chart: Helm renders it, and what it renders is checked without a cluster. */
@NullMarked
package dev.hskstream.integration.chart;

import org.jspecify.annotations.NullMarked;
