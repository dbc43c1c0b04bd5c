package dev.quartermaster.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.RegistryFileReader;
import dev.quartermaster.registry.file.UnusableRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The models there are. Loaded when the service starts, which fails when the file cannot be used: there is no last good
 * one yet. Later a file that cannot be used changes nothing.
 */
@Startup
@ApplicationScoped
public class ModelRegistry {

    private static final int MOST_LOGGED = 20;
    private static final int VERSION_BYTES = 6;

    private final RegistrySource source;
    private final RegistryFileReader reader;
    private final Clock clock;
    private final Optional<FileWatch> watch;
    private volatile RegistrySnapshot current;

    public ModelRegistry(RegistryConfig config, ObjectMapper json, Clock clock) {
        this.source = new RegistrySource(config.path());
        this.reader = new RegistryFileReader(json, RegistrySource.schema());
        this.clock = clock;
        // Before the first load, so that nothing written after it goes unseen.
        this.watch = config.path().filter(file -> config.watch()).map(FileWatch::new);
        try {
            this.current = load();
        } catch (UnusableRegistry e) {
            throw new IllegalStateException("The " + source.describe() + " " + e.getMessage(), e);
        }
    }

    /** What holds now; costs one volatile read. */
    public RegistrySnapshot snapshot() {
        return current;
    }

    /** Reads the file again, whole or not at all. Blocks on the file: not for an event loop. */
    public synchronized Reload reload() {
        try {
            current = load();
            return new Reload(current, Optional.empty());
        } catch (UnusableRegistry e) {
            String refusal = "The " + source.describe() + " " + e.getMessage();
            Log.errorf("%s. Registry %s of %s stays.", refusal, current.version(), current.loadedAt());
            return new Reload(current, Optional.of(refusal));
        }
    }

    /** The bundled registry cannot change, and a file may be exempt by configuration. */
    boolean isWatched() {
        return watch.isPresent();
    }

    /** Reloads when the file has changed and its writer is done; for one thread only. */
    void reloadIfChanged() {
        if (watch.isPresent() && watch.get().hasSettledChange()) {
            reload();
        }
    }

    private RegistrySnapshot load() {
        byte[] content = source.read();
        RegistryDocument document = reader.read(content);
        var loaded = new RegistrySnapshot(version(content), clock.instant(), document.entries(), document.problems());
        Log.infof(
                "Registry %s: %d models, %d entries left out; from the %s",
                loaded.version(), loaded.models().size(), document.problems().size(), source.describe());
        warn("Registry entry left out: ", document.problems());
        warn("Registry: ", document.warnings());
        return loaded;
    }

    private static void warn(String prefix, List<?> findings) {
        findings.stream().limit(MOST_LOGGED).forEach(finding -> Log.warn(prefix + finding));
        if (findings.size() > MOST_LOGGED) {
            Log.warnf("%s… and %d more", prefix, findings.size() - MOST_LOGGED);
        }
    }

    private static String version(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
