/**
 * What is kept of the teacher: layers, tokens and hidden units; and how a student's layers are mapped onto stored
 * ones.
 */
@NullMarked
package dev.hskstream.schemas.selection;

import org.jspecify.annotations.NullMarked;
