package dev.quartermaster.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of authentication. */
@ConfigMapping(prefix = "quartermaster.auth")
public interface AuthConfig {

    /** Off: everybody may do everything. On in production, off in development and tests. */
    @WithDefault("true")
    boolean enabled();
}
