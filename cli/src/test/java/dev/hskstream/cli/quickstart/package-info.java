/** Tests of the main job's order, reuse and failures. */
@NullMarked
package dev.hskstream.cli.quickstart;

import org.jspecify.annotations.NullMarked;
