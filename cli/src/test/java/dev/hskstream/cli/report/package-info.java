/** Tests of the report's forms. */
@NullMarked
package dev.hskstream.cli.report;

import org.jspecify.annotations.NullMarked;
