/**
 * The knowledge codec: which hidden states are kept (depth, length, width), how kept values are stored, and the bytes of
 * a knowledge record. After "Marginal Utility Diminishes: Exploring the Minimum Knowledge for BERT Knowledge
 * Distillation" (ACL 2021). Every id here is on disk somewhere: ids are added, never changed.
 */
@NullMarked
package dev.hskstream.schemas.codec;

import org.jspecify.annotations.NullMarked;
