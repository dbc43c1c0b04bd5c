package dev.quartermaster.storage.sealing;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The secret of this installation from which others are derived. */
@ConfigMapping(prefix = "quartermaster.master")
public interface MasterConfig {

    /**
     * 32 bytes in Base64, or several with their versions, {@code 2:…,1:…}: the highest seals, the others open what they
     * sealed. Set as {@code QUARTERMASTER_MASTER_KEY}.
     */
    Optional<String> key();
}
