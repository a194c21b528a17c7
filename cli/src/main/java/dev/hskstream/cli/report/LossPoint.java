package dev.hskstream.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The losses at one training step; a component that was not used at this step is null.
 *
 * @param step number of optimizer steps done
 * @param loss the loss that was minimised
 * @param hsk its hidden-state component
 * @param soft its soft-label component
 * @param hard its hard-label component
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LossPoint(
        long step, @Nullable Double loss, @Nullable Double hsk, @Nullable Double soft, @Nullable Double hard) {}
