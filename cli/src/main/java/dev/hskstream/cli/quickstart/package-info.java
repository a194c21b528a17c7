/**
 * Runs the whole job: each step as a separate process, as on separate machines, with a broker and a registry in this
 * process.
 */
@NullMarked
package dev.hskstream.cli.quickstart;

import org.jspecify.annotations.NullMarked;
