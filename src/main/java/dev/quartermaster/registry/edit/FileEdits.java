package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryContent;
import dev.quartermaster.registry.file.FileEdit;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.UnusableRegistry;
import dev.quartermaster.storage.AtomicFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Keeps edits in the registry file. Blocking. */
@Singleton
class FileEdits {

    /** Somebody else who writes the file in this very moment; who does so again and again is a fault. */
    private static final int MOST_TRIES = 5;

    private final ModelRegistry registry;
    private final ObjectMapper json;

    FileEdits(ModelRegistry registry, ObjectMapper json) {
        this.registry = registry;
        this.json = json;
    }

    /** The changes that were made; those that leave everything as it is are among them. */
    List<EntryChange> apply(List<Edit> edits) {
        Path file = registry.file()
                .orElseThrow(() -> unavailable("The bundled registry cannot be written: set"
                        + " quartermaster.registry.path, or quartermaster.registry.edits to database."));
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<List<EntryChange>> changes = registry.exclusively(() -> attempt(edits, file));
            if (changes.isPresent()) {
                return changes.get();
            }
        }
        throw new QuartermasterException(
                ErrorCode.CONFLICT, "The registry file is being written by somebody else; nothing was changed.");
    }

    /** Computes the changes that {@link #apply} would make. */
    List<EntryChange> check(List<Edit> edits) {
        return registry.exclusively(() -> draft(edits, fresh())).changes();
    }

    /** Empty when the file was changed by somebody else meanwhile; the edits have to be seen against that. */
    private Optional<List<EntryChange>> attempt(List<Edit> edits, Path file) {
        RegistryContent now = fresh();
        Draft draft = draft(edits, now);
        if (draft.kept().isEmpty()) {
            return Optional.of(draft.changes());
        }
        RegistryContent next =
                new RegistryContent(FileEdit.apply(now.file(), Canonical.of(draft.kept()), json), now.overrides());
        RegistryDocument written = registry.read(next);
        requireEqual(written, draft.document());
        if (!replace(file, now, next)) {
            return Optional.empty();
        }
        registry.take(next, written);
        return Optional.of(draft.changes());
    }

    private boolean replace(Path file, RegistryContent now, RegistryContent next) {
        try {
            registry.requireSize(next);
            return AtomicFile.replaceIf(
                    file.toRealPath(),
                    next.file(),
                    () -> Arrays.equals(registry.freshContent().file(), now.file()));
        } catch (UnusableRegistry e) {
            throw new QuartermasterException(ErrorCode.CONFLICT, "The registry file " + e.getMessage() + ".");
        } catch (IOException e) {
            throw unavailable("The registry file cannot be written (" + e.getMessage() + "); nothing was changed.");
        }
    }

    private RegistryContent fresh() {
        try {
            return registry.freshContent();
        } catch (UnusableRegistry e) {
            throw unusable(e);
        }
    }

    private Draft draft(List<Edit> edits, RegistryContent now) {
        try {
            return Draft.of(edits, now, registry);
        } catch (UnusableRegistry e) {
            throw unusable(e);
        }
    }

    /** Verifies that the written text parses to the intended registry; a difference would be a defect of ours. */
    private static void requireEqual(RegistryDocument written, RegistryDocument meant) {
        if (!new HashSet<>(written.entries()).equals(new HashSet<>(meant.entries()))) {
            throw new IllegalStateException("the edited registry file does not say what it should");
        }
    }

    private static QuartermasterException unusable(UnusableRegistry e) {
        return new QuartermasterException(
                ErrorCode.CONFLICT, "The registry file " + e.getMessage() + "; it has to be mended before an edit.");
    }

    private static QuartermasterException unavailable(String message) {
        return new QuartermasterException(ErrorCode.REGISTRY_UNAVAILABLE, message);
    }
}
