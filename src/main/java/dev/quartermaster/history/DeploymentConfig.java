package dev.quartermaster.history;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Names the deployment. */
@ConfigMapping(prefix = "quartermaster")
public interface DeploymentConfig {

    /** What the deployment is called in the ledger, such as {@code production}; else the profile it runs with. */
    Optional<String> environment();
}
