/** The results of a quickstart: as JSON, as a table for the terminal, and as a page with charts. */
@NullMarked
package dev.hskstream.cli.report;

import org.jspecify.annotations.NullMarked;
