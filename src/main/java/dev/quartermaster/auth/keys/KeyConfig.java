package dev.quartermaster.auth.keys;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The secret under which callers' keys are hashed. */
@ConfigMapping(prefix = "quartermaster.key")
public interface KeyConfig {

    /**
     * A long random text, or several with their versions, {@code 2:…,1:…}: new keys are hashed under the highest, those of
     * the others stay valid. Set as {@code QUARTERMASTER_KEY_PEPPER}.
     */
    Optional<String> pepper();
}
