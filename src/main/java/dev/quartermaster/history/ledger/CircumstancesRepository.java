package dev.quartermaster.history.ledger;

import dev.quartermaster.history.CircumstancesRecord;
import dev.quartermaster.history.journal.JournalKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores and finds the circumstances that decisions refer to. */
@ApplicationScoped
public class CircumstancesRepository extends TableRepository<CircumstancesEntity, String> {

    private static final String OF_MONTHS =
            "select c.id, c.content from CircumstancesEntity c where c.time in :months and c.id in :ids";

    private static final TableColumns COLUMNS =
            TableColumns.of("circumstances", "time timestamptz, id text, content jsonb");

    /** Content by its id. */
    @RegisterForReflection
    record Content(String id, String content) {}

    @Override
    TableColumns columns() {
        return COLUMNS;
    }

    @Override
    public JournalKind kind() {
        return JournalKind.CIRCUMSTANCES;
    }

    /** Finds circumstances as JSON text by their ids; those that were not kept are missing. */
    public Uni<Map<String, String>> contents(Collection<String> ids, Collection<YearMonth> months) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Map<String, Object> values = Map.of(
                "ids",
                List.copyOf(ids),
                "months",
                months.stream().map(CircumstancesRecord::start).toList());
        return query(() -> find(OF_MONTHS, values).project(Content.class).list())
                .map(CircumstancesRepository::byId);
    }

    private static Map<String, String> byId(List<Content> contents) {
        Map<String, String> byId = new HashMap<>();
        contents.forEach(found -> byId.put(found.id(), found.content()));
        return byId;
    }
}
