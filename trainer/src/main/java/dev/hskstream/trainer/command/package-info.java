/** The commands {@code finetune}, {@code train} and {@code evaluate}: options in, one result out. */
@NullMarked
package dev.hskstream.trainer.command;

import org.jspecify.annotations.NullMarked;
