package dev.hskstream.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The losses at one training step; a part that did not count at this step is absent.
 *
 * @param step optimizer steps done
 * @param loss the loss that was minimised
 * @param hsk its hidden-state part
 * @param soft its soft-label part
 * @param hard its hard-label part
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LossPoint(
        long step, @Nullable Double loss, @Nullable Double hsk, @Nullable Double soft, @Nullable Double hard) {}
