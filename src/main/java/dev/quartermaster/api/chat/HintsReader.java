package dev.quartermaster.api.chat;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.api.selections.ConstraintFields;
import dev.quartermaster.cache.CacheMode;
import dev.quartermaster.cache.CacheWish;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.request.Hints;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A caller's context: the body's {@code quartermaster} object, and the {@code X-Agent-Type}, {@code X-Task-Id} and
 * {@code X-Task-Priority} headers for what it leaves open.
 */
public final class HintsReader {

    private static final String CACHE = "cache";
    private static final String CACHE_TTL = "cache_ttl_seconds";
    private static final String PRIORITIES = "low, medium, high or critical";

    private HintsReader() {}

    /** @param own the {@code quartermaster} object, or null */
    public static Hints read(@Nullable JsonFields own, MultiMap headers) {
        JsonFields object = own;
        String agentType = first(object == null ? null : object.text("agent_type"), headers.get("X-Agent-Type"));
        String taskId = first(object == null ? null : object.text("task_id"), headers.get("X-Task-Id"));
        Priority priority = priority(object, headers.get("X-Task-Priority"));
        if (object == null) {
            return new Hints(agentType, taskId, priority, Set.of(), null, null, Set.of(), Optional.empty(), false);
        }
        Hints hints = new Hints(
                agentType,
                taskId,
                priority,
                ConstraintFields.capabilities(object),
                ConstraintFields.cost(object),
                ConstraintFields.latency(object),
                ConstraintFields.providers(object),
                fallbacks(object),
                Boolean.TRUE.equals(object.flag("drop_unsupported")),
                cache(object),
                Boolean.TRUE.equals(object.flag("evaluate")));
        object.refuseUnknown("is not a known option");
        return hints;
    }

    private static CacheWish cache(JsonFields object) {
        String word = object.text(CACHE);
        Integer seconds = object.count(CACHE_TTL, 0);
        if (word == null && seconds == null) {
            return CacheWish.NONE;
        }
        if (seconds != null && seconds > CacheWish.LONGEST.toSeconds()) {
            String path = object.path(CACHE_TTL);
            throw QuartermasterException.invalid(
                    path, "'" + path + "' must be at most " + CacheWish.LONGEST.toSeconds() + ", a day");
        }
        CacheMode mode = word == null
                ? CacheMode.DEFAULT
                : CacheMode.parse(word)
                        .orElseThrow(() -> QuartermasterException.invalid(
                                object.path(CACHE),
                                "'" + object.path(CACHE) + "' must be default, bypass, only or force"));
        return new CacheWish(mode, seconds == null ? null : Duration.ofSeconds(seconds));
    }

    private static @Nullable String first(@Nullable String own, @Nullable String header) {
        String value = own != null ? own : header;
        return value == null || value.isBlank() ? null : value;
    }

    private static Priority priority(@Nullable JsonFields object, @Nullable String header) {
        String own = object == null ? null : object.text("priority");
        String path = own == null ? "X-Task-Priority" : "quartermaster.priority";
        String value = first(own, header);
        if (value == null) {
            return Priority.MEDIUM;
        }
        return Priority.parse(value)
                .orElseThrow(() -> QuartermasterException.invalid(path, "'" + path + "' must be " + PRIORITIES));
    }

    private static Optional<List<String>> fallbacks(JsonFields object) {
        return object.take("fallbacks") == null ? Optional.empty() : Optional.of(object.texts("fallbacks"));
    }
}
