/** Tests of what shows the quickstart's result. */
@NullMarked
package dev.hskstream.cli.report;

import org.jspecify.annotations.NullMarked;
