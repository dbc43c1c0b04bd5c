package dev.quartermaster.jobs;

import dev.quartermaster.aws.LambdaEnvironment;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Defaults of the service as a function on AWS Lambda, where the disk goes with the function and nothing runs between two
 * requests. Environment variables and system properties go before it; elsewhere it is empty.
 */
public final class LambdaDefaults implements ConfigSource {

    /** Above the file in the artefact, below the environment. */
    private static final int ORDINAL = 270;

    private static final Map<String, String> ON_LAMBDA = Map.ofEntries(
            // A record is in the database before the answer leaves, and is not kept waiting for others.
            Map.entry("quartermaster.history.safe-in", "database"),
            Map.entry("quartermaster.history.linger", "0s"),
            // A connection that died while the function was frozen shows at the first write. While a request waits for
            // its record there is more than one further try.
            Map.entry("quartermaster.history.retry-base", "50ms"),
            Map.entry("quartermaster.history.retry-max", "500ms"),
            // The one folder that can be written to.
            Map.entry("quartermaster.history.journal-dir", "/tmp/quartermaster/journal"),
            Map.entry("quartermaster.catalog.bedrock.cache-dir", "/tmp/quartermaster"),
            // The deployment does it, once and before the function's new version is called.
            Map.entry("quartermaster.history.migrate", "false"),
            // One writes and reads, one listens for changes.
            Map.entry("quarkus.datasource.reactive.max-size", "2"),
            // One that was not used for so long is replaced: while the function was frozen it may have died.
            Map.entry("quarkus.datasource.reactive.idle-timeout", "30s"),
            // A frozen process has no timers: rules of EventBridge ask for the jobs.
            Map.entry("quarkus.scheduler.enabled", "false"),
            // Read back at each cold start, on the connection that the first record waits for.
            Map.entry("quartermaster.performance.seed-requests", "2000"));

    private final Map<String, String> defaults;

    public LambdaDefaults() {
        this(System.getenv());
    }

    LambdaDefaults(Map<String, String> environment) {
        this.defaults = LambdaEnvironment.isIn(environment) ? ON_LAMBDA : Map.of();
    }

    @Override
    public Map<String, String> getProperties() {
        return defaults;
    }

    @Override
    public Set<String> getPropertyNames() {
        return defaults.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return defaults.get(name);
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "defaults on AWS Lambda";
    }
}
