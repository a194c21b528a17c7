/** Tests of the stages' order, their reuse and their failures. */
@NullMarked
package dev.hskstream.cli.quickstart;

import org.jspecify.annotations.NullMarked;
