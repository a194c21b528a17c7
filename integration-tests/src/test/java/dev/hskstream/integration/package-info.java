/** Tests the whole program against a real broker and registry, and checks the rules between its modules. */
@NullMarked
package dev.hskstream.integration;

import org.jspecify.annotations.NullMarked;
