package dev.quartermaster.provider.directory;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why no call can be made to a provider, or to one of its models.
 *
 * @param why a reason that fits behind the model's name: {@code provider openai has no credentials}
 * @param pause after which a call may be made; null where no wait would help
 */
public record ProviderUnavailability(String why, @Nullable Duration pause) {}
