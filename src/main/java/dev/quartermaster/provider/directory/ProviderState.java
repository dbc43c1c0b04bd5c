package dev.quartermaster.provider.directory;

import dev.quartermaster.domain.ProviderId;
import org.jspecify.annotations.Nullable;

/**
 * One provider as an operator may see it.
 *
 * @param type its kind
 * @param usable whether calls to it can be made now
 * @param baseUrl where its calls go; null where that is not known
 * @param source who said so: {@code configuration}, {@code environment}, {@code public_service}, {@code stand_in}, or
 *     {@code none}
 */
public record ProviderState(
        ProviderId id,
        String type,
        boolean enabled,
        boolean usable,
        @Nullable String baseUrl,
        String source) {}
