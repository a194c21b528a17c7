/** The whole program against the real broker and a real registry, and the rules between its modules. */
@NullMarked
package dev.hskstream.integration;

import org.jspecify.annotations.NullMarked;
