/**
 * Selects what is kept of the teacher (layers, tokens and hidden units), and maps a student's layers to stored layers.
 */
@NullMarked
package dev.hskstream.schemas.selection;

import org.jspecify.annotations.NullMarked;
