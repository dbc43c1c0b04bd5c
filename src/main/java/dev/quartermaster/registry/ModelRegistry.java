package dev.quartermaster.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryFileReader;
import dev.quartermaster.registry.file.UnusableRegistry;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models there are. Loaded when the service starts, which fails when the file cannot be used: there is no last good
 * one yet. Later a file that cannot be used changes nothing.
 */
@Startup
@ApplicationScoped
public class ModelRegistry {

    private static final int MOST_LOGGED = 20;

    private final RegistrySource source;
    private final RegistryFileReader reader;
    private final Clock clock;
    private final Optional<FileWatch> watch;
    private final boolean supplemented;
    private final List<Consumer<RegistryDocument>> listeners = new ArrayList<>();
    private RegistryContent content;
    private CatalogSupplement catalogSupplement = CatalogSupplement.NONE;
    private volatile RegistrySnapshot current;
    private volatile @Nullable Refused refused;

    /** @param since when the file was refused first */
    private record Refused(Instant since, String why) {}

    public ModelRegistry(RegistryConfig config, ObjectMapper json, Clock clock) {
        this.source = new RegistrySource(config.path());
        this.reader = new RegistryFileReader(json, BundledRegistry.schema(), BundledRegistry::checked);
        this.clock = clock;
        this.supplemented = config.fromCatalog().orElse(config.path().isEmpty());
        // Before the first load, so that nothing written after it goes unseen.
        this.watch = config.path().filter(file -> config.watch()).map(FileWatch::new);
        try {
            this.content = new RegistryContent(source.read(), Overrides.NONE);
            RegistryDocument document = reader.read(content.file(), content.overrides());
            this.current = snapshot(content, document);
            log(content, document);
        } catch (UnusableRegistry e) {
            throw new IllegalStateException("The " + source.describe() + " " + e.getMessage(), e);
        }
    }

    /** Returns the current registry; costs one volatile read. */
    public RegistrySnapshot snapshot() {
        return current;
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("registry", this::status);
    }

    private ComponentStatus status() {
        RegistrySnapshot serving = current;
        Refused now = refused;
        return now == null
                ? serving.status()
                : ComponentStatus.degraded(
                        now.since(),
                        now.why(),
                        "The last good registry, " + serving.version() + " of " + serving.loadedAt()
                                + ", serves; what has changed in the file since does not hold.");
    }

    /** Why this entry could not stand in the registry file; empty when it could. */
    public Optional<String> fault(RegistryEntry entry) {
        return reader.fault(entry);
    }

    /** Reads the file again, whole or not at all. Blocks on the file: not for an event loop. */
    public synchronized Reload reload() {
        try {
            load();
            return new Reload(current, Optional.empty());
        } catch (UnusableRegistry e) {
            String refusal = "The " + source.describe() + " " + e.getMessage();
            refused = new Refused(refused == null ? clock.instant() : refused.since(), refusal);
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

    /**
     * Tells what the registry says, now and whenever another one has taken its place.
     *
     * @param changed must not block and must not fail
     */
    synchronized void onChange(Consumer<RegistryDocument> changed) {
        listeners.add(changed);
        changed.accept(read(content));
    }

    /** Returns the content that the current registry was read from. */
    public synchronized RegistryContent content() {
        return content;
    }

    /**
     * Reads the file's present content under the current overrides. Blocks on the file.
     *
     * @throws UnusableRegistry when it cannot be read or is too large
     */
    public synchronized RegistryContent freshContent() {
        return new RegistryContent(source.read(), content.overrides());
    }

    /**
     * Parses a content without applying it.
     *
     * @throws UnusableRegistry when it is no registry at all
     */
    public RegistryDocument read(RegistryContent other) {
        return reader.read(other.file(), other.overrides());
    }

    /** @throws UnusableRegistry when this content would be refused as too large if it stood in the file */
    public void requireSize(RegistryContent other) {
        RegistrySource.requireSize(other.file().length);
    }

    /** Puts the registry that was read from this content in the place of the one that holds. */
    public synchronized void take(RegistryContent other, RegistryDocument document) {
        // What the file said when it was refused is still what it says, unless this is from a new look at it.
        refused = content.file() == other.file() ? refused : null;
        RegistrySnapshot loaded = snapshot(other, document);
        content = other;
        current = loaded;
        listeners.forEach(listener -> listener.accept(document));
    }

    private RegistrySnapshot snapshot(RegistryContent read, RegistryDocument document) {
        return new RegistrySnapshot(
                catalogSupplement.version().isEmpty()
                        ? read.version()
                        : read.version() + "-" + catalogSupplement.version(),
                clock.instant(),
                document.entries(),
                document.problems(),
                catalogSupplement,
                read.overrides().entries().keySet());
    }

    /** Applies overrides over the file's entries; does nothing if they are current already. */
    public synchronized void override(Overrides overrides) {
        if (!overrides.equals(content.overrides())) {
            var changed = new RegistryContent(content.file(), overrides);
            announce(changed, read(changed));
        }
    }

    /** Returns whether the catalog supplements the file. */
    public boolean isSupplemented() {
        return supplemented;
    }

    /** Applies a supplement to the file; does nothing if it is current already. Takes some milliseconds. */
    public synchronized void supplement(CatalogSupplement fresh) {
        if (!fresh.version().equals(catalogSupplement.version())) {
            catalogSupplement = fresh;
            int before = current.models().size();
            take(content, read(content));
            Log.infof(
                    "Registry %s: %d models, %d of them new from Bedrock's catalog",
                    current.version(), current.models().size(), current.models().size() - before);
        }
    }

    /** The entries that came with the program, whichever file serves. */
    public List<RegistryEntry> bundled() {
        return reader.read(BundledRegistry.content()).entries();
    }

    /** Nobody reloads while this work is done. It may block on files, and on nothing else. */
    public synchronized <T> T exclusively(Supplier<T> work) {
        return work.get();
    }

    /** The file that the registry comes from; empty when it is the bundled one. */
    public Optional<Path> file() {
        return source.file();
    }

    private void load() {
        var fresh = freshContent();
        announce(fresh, read(fresh));
    }

    private void announce(RegistryContent taken, RegistryDocument document) {
        take(taken, document);
        log(taken, document);
    }

    private void log(RegistryContent taken, RegistryDocument document) {
        Log.infof(
                "Registry %s: %d models, %d entries left out; from the %s%s",
                current.version(),
                current.models().size(),
                document.problems().size(),
                source.describe(),
                taken.overrides().entries().isEmpty()
                        ? ""
                        : " and " + taken.overrides().entries().size() + " changes in the database");
        warn("Registry entry left out: ", document.problems());
        warn("Registry: ", document.warnings());
    }

    private static void warn(String prefix, List<?> findings) {
        findings.stream().limit(MOST_LOGGED).forEach(finding -> Log.warn(prefix + finding));
        if (findings.size() > MOST_LOGGED) {
            Log.warnf("%s… and %d more", prefix, findings.size() - MOST_LOGGED);
        }
    }
}
