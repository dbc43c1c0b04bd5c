package dev.quartermaster.auth;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The operator who owns this instance. */
@ConfigMapping(prefix = "quartermaster.admin")
public interface AdminConfig {

    /** The key that may do everything; set as {@code QUARTERMASTER_ADMIN_KEY}, which is this name in the environment. */
    Optional<String> key();
}
