/** What a quickstart measured: as JSON, as a table for the terminal, as a page with pictures. */
@NullMarked
package dev.hskstream.cli.report;

import org.jspecify.annotations.NullMarked;
