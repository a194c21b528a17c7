/** What is deployed beside this project, Prometheus's alerts and Grafana's dashboards, agrees with what it exports. */
@NullMarked
package dev.hskstream.metrics.deploy;

import org.jspecify.annotations.NullMarked;
