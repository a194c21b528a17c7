/** Tests of the quickstart's corpus. */
@NullMarked
package dev.hskstream.cli.corpus;

import org.jspecify.annotations.NullMarked;
