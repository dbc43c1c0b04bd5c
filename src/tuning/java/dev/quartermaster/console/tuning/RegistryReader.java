package dev.quartermaster.console.tuning;

import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryContent;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.UnusableRegistry;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the registry file as it is now, and the one that it is compared with. Blocks on files. */
@Singleton
@UnlessBuildProfile("prod")
class RegistryReader {

    private final ModelRegistry registry;
    private final Baseline baseline;
    private final Clock clock;
    private @Nullable Known before;
    private @Nullable Known after;

    /** A text that was read: the page asks every other second, and reading takes its time. */
    private record Known(RegistryContent content, RegistryDocument document, RegistrySnapshot snapshot) {

        boolean isOf(RegistryContent other) {
            return Arrays.equals(content.file(), other.file())
                    && content.overrides().equals(other.overrides());
        }
    }

    RegistryReader(ModelRegistry registry, Baseline baseline, Clock clock) {
        this.registry = registry;
        this.baseline = baseline;
        this.clock = clock;
    }

    synchronized TwoRegistries read() {
        String refusal = null;
        Known edited = after;
        try {
            edited = known(edited, registry.freshContent());
        } catch (UnusableRegistry e) {
            refusal = "The registry file " + e.getMessage() + ". Below is the last one that could be used.";
            edited = edited == null ? known(null, registry.content()) : edited;
        }
        after = edited;
        Overrides overrides = edited.content().overrides();
        byte[] marked = baseline.text(edited.content().file());
        Known compared = known(before, new RegistryContent(marked, overrides));
        before = compared;
        List<String> warnings = edited.document().warnings();
        return new TwoRegistries(compared.snapshot(), edited.snapshot(), refusal, warnings);
    }

    /** What the file says now is what later edits are compared with. */
    void mark() {
        baseline.mark(registry.freshContent().file());
    }

    private Known known(@Nullable Known last, RegistryContent content) {
        if (last != null && last.isOf(content)) {
            return last;
        }
        RegistryDocument document = registry.read(content);
        RegistrySnapshot snapshot = new RegistrySnapshot("", clock.instant(), document.entries(), document.problems());
        return new Known(content, document, snapshot);
    }
}
