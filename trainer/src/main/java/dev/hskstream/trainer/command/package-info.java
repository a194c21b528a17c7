/** The commands {@code finetune}, {@code train} and {@code evaluate}: their options and their output. */
@NullMarked
package dev.hskstream.trainer.command;

import org.jspecify.annotations.NullMarked;
