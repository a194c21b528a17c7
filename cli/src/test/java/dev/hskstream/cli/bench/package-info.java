@NullMarked
package dev.hskstream.cli.bench;

import org.jspecify.annotations.NullMarked;
