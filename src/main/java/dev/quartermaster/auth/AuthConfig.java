package dev.quartermaster.auth;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of authentication. */
@ConfigMapping(prefix = "quartermaster.auth")
public interface AuthConfig {

    /** Off: everybody may do everything. On in production, off in development and tests. */
    @WithDefault("true")
    boolean enabled();

    /** Wrong keys from one address within a minute that are answered with 401; further ones get 429. */
    @WithDefault("60")
    @WithConverter(Bounds.Positive.class)
    int failedTriesPerMinute();

    /** Age at which a sign-in to the console ends, whatever was done since. */
    @WithDefault("8h")
    Duration sessionAge();
}
