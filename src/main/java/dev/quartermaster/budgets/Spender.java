package dev.quartermaster.budgets;

import dev.quartermaster.domain.ModelKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Spender of a call, by which budgets apply to it.
 *
 * @param model null: not chosen yet; budgets of a model or provider do not apply then
 * @param apiKey the caller's id
 * @param time when the request arrived; decides the window, also for its later attempts
 */
public record Spender(
        @Nullable ModelKey model,
        @Nullable String agentType,
        @Nullable String taskId,
        @Nullable String apiKey,
        Instant time) {

    /** The same request, with that model. */
    public Spender on(ModelKey chosen) {
        return new Spender(chosen, agentType, taskId, apiKey, time);
    }
}
