/** The monitor's web server: the dashboard's pages, the same data as JSON, and metrics, all read-only. */
@NullMarked
package dev.hskstream.monitor.web;

import org.jspecify.annotations.NullMarked;
