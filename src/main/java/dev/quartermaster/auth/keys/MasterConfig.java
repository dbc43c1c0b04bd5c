package dev.quartermaster.auth.keys;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The secret of this installation from which others are derived. */
@ConfigMapping(prefix = "quartermaster.master")
public interface MasterConfig {

    /** 32 bytes in Base64; set as {@code QUARTERMASTER_MASTER_KEY}. */
    Optional<String> key();
}
