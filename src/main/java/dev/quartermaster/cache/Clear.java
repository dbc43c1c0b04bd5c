package dev.quartermaster.cache;

import dev.quartermaster.cache.entry.CacheEntry;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the entries that an operator wants gone: those that fit all that is said, or all where nothing is.
 *
 * @param model a qualified model id
 * @param tenant a caller's id or the name of a sharing group
 */
public record Clear(
        @Nullable String model,
        @Nullable String agentType,
        @Nullable String tenant) {

    public static final Clear ALL = new Clear(null, null, null);

    private static final char SEPARATOR = '\n';

    /** @param agentType of the request that asks for the entry now; an answer is an agent's if it made it or asks for it */
    boolean covers(CacheEntry entry, @Nullable String agentType) {
        return (model == null || model.equals(entry.model().toString()))
                && (tenant == null || tenant.equals(entry.tenant().name()))
                && (this.agentType == null
                        || this.agentType.equals(entry.agentType())
                        || this.agentType.equals(agentType));
    }

    /** The form that instances exchange. */
    String text() {
        return Stream.of(model, agentType, tenant)
                .map(part -> part == null ? "-" : "=" + part.replace(SEPARATOR, ' '))
                .collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    static Clear parse(String text) {
        String[] parts = text.split(Pattern.quote(String.valueOf(SEPARATOR)), -1);
        // What cannot be read clears all: better an answer too few than one too many.
        return parts.length == 3 ? new Clear(part(parts[0]), part(parts[1]), part(parts[2])) : ALL;
    }

    private static @Nullable String part(String text) {
        return text.startsWith("=") ? text.substring(1) : null;
    }
}
