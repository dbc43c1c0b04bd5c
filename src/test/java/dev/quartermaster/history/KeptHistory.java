package dev.quartermaster.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.testing.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps the records of a test in memory. */
@Vetoed
public final class KeptHistory extends History {

    private final List<List<JournalEntry>> groups = new ArrayList<>();

    public KeptHistory(Clock clock) {
        super(
                Settings.of(HistoryConfig.class, Map.of("quartermaster.history.journal-dir", "target/no-journal")),
                new ObjectMapper(),
                clock,
                List.of(),
                JointWriter.NONE,
                null,
                null);
    }

    @Override
    public Uni<Void> record(JournalEntry entry) {
        return record(List.of(entry)).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> record(List<JournalEntry> entries) {
        return Uni.createFrom().item(Boolean.TRUE).invoke(() -> groups.add(entries));
    }

    /** For each wait, the entries that were waited for. */
    public List<List<JournalEntry>> groups() {
        return groups;
    }

    /** In the order they were recorded. */
    public List<JournalEntry> entries() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** The only one of its kind. */
    public <T> T only(Class<T> kind) {
        List<T> all =
                entries().stream().filter(kind::isInstance).map(kind::cast).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of " + kind);
        }
        return all.get(0);
    }
}
