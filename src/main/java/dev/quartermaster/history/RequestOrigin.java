package dev.quartermaster.history;

import dev.quartermaster.domain.chat.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request, and the agent and task that it is for.
 *
 * @param caller names the caller's key
 * @param agentType null where not said
 * @param taskId null where not said
 * @param dialect null for a report
 * @param tags what else the caller wants to find the record by
 * @param instance that was asked; null where unknown
 */
public record RequestOrigin(
        @Nullable String caller,
        @Nullable String agentType,
        @Nullable String taskId,
        @Nullable Dialect dialect,
        Map<String, String> tags,
        @Nullable String instance) {

    public RequestOrigin {
        tags = Map.copyOf(tags);
    }
}
