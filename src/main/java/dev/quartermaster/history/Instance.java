package dev.quartermaster.history;

import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** This process among those that share a database. */
@ApplicationScoped
public class Instance {

    private final String id = UUID.randomUUID().toString();
    private final String environment;

    @Inject
    Instance(DeploymentConfig config) {
        this(config.environment().orElseGet(() -> String.join(",", ConfigUtils.getProfiles())));
    }

    /** Creates the only instance of a deployment without a name. */
    public Instance() {
        this("");
    }

    private Instance(String environment) {
        this.environment = environment;
    }

    /** Another one after each start. */
    public String id() {
        return id;
    }

    /** The deployment that it belongs to. */
    public String environment() {
        return environment;
    }
}
