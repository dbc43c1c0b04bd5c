package dev.quartermaster.history;

import dev.quartermaster.domain.chat.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caller of a request, and the agent and task that it is for.
 *
 * @param caller the name of the caller's key
 * @param agentType null if not given
 * @param taskId null if not given
 * @param dialect null for a report
 * @param tags the caller's own labels for finding the record
 * @param instance the instance that served the request; null if unknown
 * @param environment the deployment that served it; null if unknown
 */
public record RequestOrigin(
        @Nullable String caller,
        @Nullable String agentType,
        @Nullable String taskId,
        @Nullable Dialect dialect,
        Map<String, String> tags,
        @Nullable String instance,
        @Nullable String environment) {

    public RequestOrigin {
        tags = Map.copyOf(tags);
    }

    /** Creates the origin of a request whose deployment is not known. */
    public RequestOrigin(
            @Nullable String caller,
            @Nullable String agentType,
            @Nullable String taskId,
            @Nullable Dialect dialect,
            Map<String, String> tags,
            @Nullable String instance) {
        this(caller, agentType, taskId, dialect, tags, instance, null);
    }
}
