/** What a student is trained on: the paper's hidden-state loss, soft and hard labels, and their stages. */
@NullMarked
package dev.hskstream.trainer.loss;

import org.jspecify.annotations.NullMarked;
