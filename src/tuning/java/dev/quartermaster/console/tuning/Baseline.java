package dev.quartermaster.console.tuning;

import dev.quartermaster.history.HistoryConfig;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of the registry that edits are compared with: as it was when the page was first opened, or last marked. In a file
 * beside the journal, so that it outlives the restarts of live reload.
 */
@Singleton
@UnlessBuildProfile("prod")
class Baseline {

    private static final String NAME = "registry-before.json";

    private final Path file;

    @Inject
    Baseline(HistoryConfig config) {
        this(config.journalDir().resolveSibling(NAME));
    }

    Baseline(Path file) {
        this.file = file;
    }

    /** @param now the text that is marked if none is yet */
    synchronized byte[] text(byte[] now) {
        try {
            if (!Files.exists(file)) {
                mark(now);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void mark(byte[] now) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
