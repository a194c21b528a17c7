/**
 * Exceptions with messages for users, argument checks, number parsing and comparison of names. Every module may use
 * this one; it uses none of them.
 */
@NullMarked
package dev.hskstream.base;

import org.jspecify.annotations.NullMarked;
