/** Students: where their shape and their first weights come from. */
@NullMarked
package dev.hskstream.trainer.student;

import org.jspecify.annotations.NullMarked;
