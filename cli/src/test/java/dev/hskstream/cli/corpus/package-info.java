/** Tests of the sentences the quickstart learns from. */
@NullMarked
package dev.hskstream.cli.corpus;

import org.jspecify.annotations.NullMarked;
