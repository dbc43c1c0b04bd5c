package dev.quartermaster.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Gives tests of other packages a history. */
public final class Histories {

    private Histories() {}

    /** One that keeps what is recorded in {@code groups}: for each wait, what was waited for. */
    public static History gathering(List<List<JournalEntry>> groups) {
        return new History(
                Settings.of(HistoryConfig.class, Map.of("quartermaster.history.journal-dir", "target/none")),
                new ObjectMapper(),
                Clock.systemUTC(),
                null,
                null,
                null) {
            @Override
            public Uni<Void> record(List<JournalEntry> entries) {
                return Uni.createFrom().voidItem().invoke(() -> groups.add(entries));
            }
        };
    }
}
